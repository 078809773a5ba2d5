using Deckle.Json;
using Deckle.Tests.Diffing;

namespace Deckle.Tests.Merging;

/// <summary>nbdime's <c>merge_format.schema.json</c>.</summary>
internal static class DecisionSchema
{
    private static readonly string[] Actions =
        ["local", "remote", "base", "clear", "clear_all", "remove", "either", "local_then_remote", "remote_then_local", "custom"];

    public static IEnumerable<string> Violations(JsonValue decisions) => ((JsonArray)decisions).SelectMany((json, number) =>
    {
        var decision = (JsonObject)json;
        var found = new List<string>();
        foreach (JsonMember member in decision)
        {
            IEnumerable<string> wrong = member.Key switch
            {
                "local_diff" or "remote_diff" or "custom_diff" or "similar_insert" => member.Value is JsonNull ? [] : DiffSchema.Violations(member.Value),
                "conflict" => member.Value is JsonBoolean ? [] : ["no boolean"],
                "action" => Actions.Contains((member.Value as JsonString)?.Text) ? [] : ["not known"],
                "common_path" => member.Value is JsonArray path && path.All(step => step is JsonString or JsonNumber { IsInteger: true }) ? [] : ["no path"],
                _ => ["not known"],
            };
            found.AddRange(wrong.Select(what => $"{number}.{member.Key}: {what}"));
        }

        // What the schema does not demand, but its readers do.
        found.AddRange(new[] { "local_diff", "remote_diff", "conflict", "action", "common_path" }.Where(key => !decision.Has(key)).Select(key => $"{number}: {key} is missing"));
        found.AddRange((decision.GetText("action") == "custom") == decision.Has("custom_diff") ? [] : [$"{number}: custom_diff"]);
        return found;
    });
}
