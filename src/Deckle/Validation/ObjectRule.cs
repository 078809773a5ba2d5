using Deckle.Json;

namespace Deckle.Validation;

/// <summary>An object with some keys required and some ruled.</summary>
internal sealed class ObjectRule : Rule
{
    /// <summary>An object, whatever is in it.</summary>
    public static ObjectRule Open { get; } = new();

    /// <summary>Keys that must be there, in the schema's order.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The rules of known keys, in the schema's order.</summary>
    public IReadOnlyList<(string Key, Rule Rule)> Properties { get; init; } = [];

    /// <summary>Whether other keys than the known ones are wrong.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The rule of a key that is not known; null where it has none.</summary>
    public Func<string, Rule?>? Others { get; init; }

    public override void Check(JsonValue value, Place place, FindingList findings)
    {
        if (value is not JsonObject members)
        {
            WrongType(value, place, "an object", findings);
            return;
        }

        if (IsClosed)
        {
            CheckSurplus(members, place, findings);
        }

        foreach (string key in Required.Where(key => !members.Has(key)))
        {
            // nbformat's validate gives such a cell an id without a word.
            ValidationSeverity severity = key == "id" ? ValidationSeverity.Repairable : ValidationSeverity.Invalid;
            findings.Add(place, "required", $"{place.Name} has no '{key}'; {Advice.ForMissing(key, place)}", members.Span, key, severity);
        }

        foreach ((string key, Rule rule) in Properties)
        {
            if (members[key] is { } member)
            {
                rule.Check(member, place.Key(key), findings);
            }
        }

        if (Others is not null)
        {
            foreach (JsonMember member in members)
            {
                if (!IsKnown(member.Key))
                {
                    Others(member.Key)?.Check(member.Value, place.Key(member.Key), findings);
                }
            }
        }
    }

    private void CheckSurplus(JsonObject members, Place place, FindingList findings)
    {
        foreach (JsonMember member in members)
        {
            if (!IsKnown(member.Key) && Others?.Invoke(member.Key) is null)
            {
                JsonSpan span = member.KeySpan.IsNone ? members.Span : member.KeySpan;
                string what = $"{place.Name} has a key '{Shown.Text(member.Key)}' that the format does not know here; {Advice.ForSurplus(member.Key, place)}";
                findings.Add(place, "additionalProperties", what, span, member.Key);
            }
        }
    }

    private bool IsKnown(string key)
    {
        foreach ((string known, _) in Properties)
        {
            if (string.Equals(known, key, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
