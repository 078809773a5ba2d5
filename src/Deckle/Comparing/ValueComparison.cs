using Deckle.Json;

namespace Deckle.Comparing;

/// <summary>Compares two values of one key by what the key says they are.</summary>
internal static class ValueComparison
{
    public static ImageVerdict Compare(string key, JsonValue expected, JsonValue actual, CompareOptions options)
    {
        if (expected == actual)
        {
            return new ImageVerdict(AreSame: true);
        }

        if (OutputComparer.IsImage(key) && options.Images is { } images)
        {
            return images(key, expected, actual);
        }

        return new ImageVerdict(AreSame: (expected, actual) switch
        {
            (JsonString left, JsonString right) => AreSameText(key, left.Text, right.Text, options),
            _ => JsonComparison.Differences(expected, actual, options).Count == 0,
        });
    }

    private static bool AreSameText(string key, string expected, string actual, CompareOptions options) => false;
}
