using Deckle.Json;

namespace Deckle.Validation;

/// <summary>
/// A cell or an output: one rule for each of its types. The schema says <c>oneOf</c>, of which nbformat reports only the errors of
/// the type the value claims to have.
/// </summary>
internal sealed class KindRule : Rule
{
    /// <summary><c>cell_type</c> or <c>output_type</c>.</summary>
    public required string TypeKey { get; init; }

    /// <summary>The rule of each type, and the schema's name for it.</summary>
    public required IReadOnlyDictionary<string, (string Ref, Rule Rule)> Kinds { get; init; }

    /// <summary>The rule of types from the future, where a newer minor may have some.</summary>
    public Rule? Unrecognized { get; init; }

    public override void Check(JsonValue value, Place place, FindingList findings)
    {
        bool isCell = TypeKey == "cell_type";
        if (value is not JsonObject members)
        {
            WrongType(value, place, isCell ? "an object: a cell" : "an object: an output", findings);
            return;
        }

        Place here = isCell ? place.InCell(members, place.Path.LastIndex) : place;
        JsonValue? claimed = members[TypeKey];
        string? kind = (claimed as JsonString)?.Text;
        if (kind is not null && Kinds.TryGetValue(kind, out (string Ref, Rule Rule) known))
        {
            known.Rule.Check(members, here.In(known.Ref), findings);
            return;
        }

        if (claimed is not null && Unrecognized is not null)
        {
            Unrecognized.Check(members, here.In(isCell ? "unrecognized_cell" : "unrecognized_output"), findings);
            return;
        }

        string choices = string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal));
        string what = claimed is null
            ? $"{here.Name} has no '{TypeKey}'; add it, one of: {choices}"
            : $"{here.Name} has {TypeKey} {Shown.Value(claimed)}; it must be one of: {choices}";
        findings.Add(kind is null ? here : here.In(isCell ? kind + "_cell" : kind), "oneOf", what, claimed?.Span ?? members.Span);
    }
}
