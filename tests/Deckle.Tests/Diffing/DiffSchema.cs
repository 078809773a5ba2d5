using Deckle.Json;

namespace Deckle.Tests.Diffing;

/// <summary>nbdime's <c>diff_format.schema.json</c>, and what its text adds: which operations go with which keys, and their order.</summary>
internal static class DiffSchema
{
    private static readonly Dictionary<string, (string? Field, Func<JsonValue, bool> IsRight)> Fields = new()
    {
        ["add"] = ("value", _ => true),
        ["remove"] = (null, _ => true),
        ["replace"] = ("value", _ => true),
        ["addrange"] = ("valuelist", value => value is JsonArray or JsonString),
        ["removerange"] = ("length", value => value is JsonNumber { IsInteger: true }),
        ["patch"] = ("diff", value => value is JsonArray),
    };

    public static IEnumerable<string> Violations(JsonValue diff, string path = "")
    {
        if (diff is not JsonArray entries)
        {
            return [$"{path}: no list"];
        }

        return entries.SelectMany((entry, index) => EntryViolations(entry, $"{path}/{index}"));
    }

    /// <summary>Whether the entries are those that nbdime's differ makes: none of the older ones, each key after the other.</summary>
    public static IEnumerable<string> CanonViolations(JsonValue diff, string path = "")
    {
        JsonObject[] entries = [.. ((JsonArray)diff).Cast<JsonObject>()];
        bool isList = entries.Any(entry => entry["key"] is JsonNumber);
        foreach (JsonObject entry in entries)
        {
            string op = entry.GetText("op")!;
            if (isList != entry["key"] is JsonNumber || (op is "add" or "remove" or "replace" ? isList : op != "patch" && !isList))
            {
                yield return $"{path}: {op} {entry["key"]}";
            }
        }

        foreach ((JsonObject first, JsonObject second) in entries.Zip(entries.Skip(1)))
        {
            int order = isList
                ? ((JsonNumber)first["key"]!).ToBigInteger().CompareTo(((JsonNumber)second["key"]!).ToBigInteger())
                : CodePointOrder.Instance.Compare(first.GetText("key"), second.GetText("key"));
            if (order > 0 || (order == 0 && !(isList && first.GetText("op") == "addrange" && second.GetText("op") != "addrange")))
            {
                yield return $"{path}: {first["op"]} {first["key"]} before {second["op"]} {second["key"]}";
            }
        }

        foreach (string inner in entries.Where(entry => entry.Has("diff")).SelectMany(entry => CanonViolations(entry["diff"]!, $"{path}/{entry["key"]}")))
        {
            yield return inner;
        }
    }

    private static List<string> EntryViolations(JsonValue json, string path)
    {
        if (json is not JsonObject entry || entry.GetText("op") is not { } op || !Fields.TryGetValue(op, out (string? Field, Func<JsonValue, bool> IsRight) rule))
        {
            return [$"{path}: no entry with a known operation"];
        }

        var found = new List<string>();
        if (entry["key"] is not (JsonString or JsonNumber { IsInteger: true }) || (rule.Field is "valuelist" or "length" && entry["key"] is JsonString))
        {
            found.Add($"{path}: key");
        }

        found.AddRange(entry.Keys.Where(key => key is not ("op" or "key") && key != rule.Field).Select(key => $"{path}: {key} is not known"));
        if (rule.Field is { } field && (entry[field] is not { } value || !rule.IsRight(value)))
        {
            found.Add($"{path}: {field}");
        }

        return op == "patch" && entry["diff"] is JsonArray inner ? [.. found, .. Violations(inner, path)] : found;
    }
}
