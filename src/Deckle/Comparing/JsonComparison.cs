using Deckle.Json;

namespace Deckle.Comparing;

internal static class JsonComparison
{
    public static IReadOnlyList<int> Differences(JsonValue expected, JsonValue actual, CompareOptions options) => expected == actual ? [] : [0];
}
