using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>Checks a structured answer against the output schema of its tool: the words of JSON Schema that our schemas use.</summary>
internal static class OutputSchema
{
    /// <returns>What does not fit, each by its place.</returns>
    public static IEnumerable<string> Problems(JsonNode schema, JsonNode? value, string place = "answer")
    {
        if (schema["type"] is { } type && !Types(type).Any(name => IsOf(name, value)))
        {
            yield return $"{place} is not of type {type.ToJsonString()}: {value?.ToJsonString() ?? "null"}";
            yield break;
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            yield return $"{place} is none of {words.ToJsonString()}: {value?.ToJsonString()}";
        }

        if (schema["anyOf"] is JsonArray shapes && shapes.Select(shape => Problems(shape!, value, place).ToArray()).ToArray() is var each && each.All(problems => problems.Length > 0))
        {
            // The first is the tool's own, the others are errors.
            yield return string.Join("; ", each[0]);
        }

        IEnumerable<string> inner = value switch
        {
            JsonObject members => OfMembers(schema, members, place),
            JsonArray items when schema["items"] is { } shape => items.SelectMany((item, index) => Problems(shape, item, $"{place}[{index}]")),
            _ => [],
        };
        foreach (string problem in inner)
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> OfMembers(JsonNode schema, JsonObject members, string place)
    {
        IEnumerable<string> missing = (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name)).Select(name => $"{place} lacks {name}");
        JsonObject known = schema["properties"] as JsonObject ?? [];
        bool isClosed = schema["additionalProperties"] is JsonValue closed && !closed.GetValue<bool>();
        return missing
            .Concat(members.Where(member => isClosed && !known.ContainsKey(member.Key)).Select(member => $"{place} has {member.Key}, which the schema does not know"))
            .Concat(members.Where(member => known.ContainsKey(member.Key)).SelectMany(member => Problems(known[member.Key]!, member.Value, $"{place}.{member.Key}")));
    }

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(each => each!.GetValue<string>()) : [type.GetValue<string>()];

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "number" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        "integer" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number && value.GetValue<double>() % 1 == 0,
        _ => throw new ArgumentException(type, nameof(type)),
    };
}
