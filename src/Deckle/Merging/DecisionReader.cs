using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Reads decisions in nbdime's JSON. Fields nobody knows are ignored.</summary>
public static class DecisionReader
{
    /// <param name="json">A list of decisions.</param>
    /// <exception cref="DeckleException"><c>decisions-invalid</c>: a decision has another shape; <c>diff-invalid</c>: a diff in it has.</exception>
    public static IReadOnlyList<MergeDecision> Read(JsonValue json)
    {
        JsonArray list = json as JsonArray ?? throw DecisionErrors.NotAList();
        return [.. list.Select(ReadDecision)];
    }

    private static MergeDecision ReadDecision(JsonValue json, int number)
    {
        JsonObject decision = json as JsonObject ?? throw DecisionErrors.Invalid(number, "it is not an object");
        string name = decision.GetText("action") ?? throw DecisionErrors.Invalid(number, "'action' is missing");
        JsonPath path = ReadPath(decision["common_path"], number);
        return new MergeDecision
        {
            CommonPath = path,
            Action = ActionNames.Find(name) ?? throw DecisionErrors.Invalid(number, $"the action '{name}' is not known"),
            IsConflict = decision["conflict"] switch
            {
                null or JsonNull => false,
                JsonBoolean conflict => conflict.Value,
                _ => throw DecisionErrors.Invalid(number, "'conflict' is neither true nor false"),
            },
            LocalDiff = DiffReader.Read(decision["local_diff"], path),
            RemoteDiff = DiffReader.Read(decision["remote_diff"], path),
            CustomDiff = ReadOptional(decision["custom_diff"], path),
            SimilarInsert = ReadOptional(decision["similar_insert"], path),
        };
    }

    // nbdime's schema lets it be missing: the diffs lead from the top then.
    private static JsonPath ReadPath(JsonValue? json, int number) => json switch
    {
        null or JsonNull => JsonPath.Root,
        JsonArray steps => steps.Aggregate(JsonPath.Root, (path, step) => step switch
        {
            JsonString key => path.Key(key.Text),
            JsonNumber item when item.TryGetInt64(out long index) && index is >= 0 and <= int.MaxValue => path.Item((int)index),
            _ => throw DecisionErrors.Invalid(number, $"'common_path' leads over {step}, which is neither a key nor an index"),
        }),
        _ => throw DecisionErrors.Invalid(number, "'common_path' is not a list"),
    };

    private static Diff? ReadOptional(JsonValue? json, JsonPath path) => json is null or JsonNull ? null : DiffReader.Read(json, path);
}
