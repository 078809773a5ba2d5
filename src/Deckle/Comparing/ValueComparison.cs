using Deckle.Json;

namespace Deckle.Comparing;

/// <summary>Compares two values of one key by what the key says they are.</summary>
internal static class ValueComparison
{
    public static ValueVerdict Compare(string key, JsonValue expected, JsonValue actual, CompareOptions options)
    {
        if (expected == actual)
        {
            return ValueVerdict.Same;
        }

        if (OutputComparer.IsImage(key) && options.Images is { } images)
        {
            ImageVerdict verdict = images(key, expected, actual);
            return verdict.AreSame ? ValueVerdict.Same : ValueVerdict.Differs([], verdict.Note);
        }

        var tolerance = Tolerance.Of(options);
        if (expected is JsonString left && actual is JsonString right)
        {
            return IsText(key) ? Texts(key, left.Text, right.Text, tolerance, options) : ValueVerdict.Differs([]);
        }

        IReadOnlyList<ValueDetail> details = JsonComparison.Differences(expected, actual, tolerance);
        return details.Count == 0 ? ValueVerdict.Same : ValueVerdict.Differs(details);
    }

    private static ValueVerdict Texts(string key, string expected, string actual, Tolerance tolerance, CompareOptions options)
    {
        IReadOnlyList<ValueDetail>? numbers = NumberText.Differences(expected, actual, tolerance);
        if (numbers is { Count: 0 } && !tolerance.IsNone)
        {
            return ValueVerdict.Same;
        }

        if (key == "text/html" && HtmlComparison.HasTable(expected) && HtmlComparison.HasTable(actual))
        {
            IReadOnlyList<ValueDetail> cells = HtmlComparison.Differences(expected, actual, tolerance);
            bool isByCell = options.TablesByCell || !tolerance.IsNone;
            return cells.Count == 0 && isByCell ? ValueVerdict.Same : ValueVerdict.Differs(cells);
        }

        return ValueVerdict.Differs(numbers ?? []);
    }

    // Streams and fields of errors have no slash. What is left are payloads such as PDF, in base64.
    private static bool IsText(string key) =>
        !key.Contains('/', StringComparison.Ordinal)
        || key.StartsWith("text/", StringComparison.Ordinal)
        || key.EndsWith("+xml", StringComparison.Ordinal)
        || key.EndsWith("json", StringComparison.Ordinal)
        || key.EndsWith("javascript", StringComparison.Ordinal);
}
