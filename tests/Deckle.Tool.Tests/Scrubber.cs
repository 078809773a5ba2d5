using System.Text.RegularExpressions;

namespace Deckle.Tool.Tests;

/// <summary>Puts a name in place of what differs from run to run: folders, times, durations, ids, versions.</summary>
internal static partial class Scrubber
{
    public static string Scrub(string text, params ReadOnlySpan<(string Value, string Name)> values)
    {
        foreach ((string value, string name) in values)
        {
            text = text.Replace(value, $"[{name}]", StringComparison.Ordinal);
        }

        text = TemporaryPath().Replace(text, "[TEMP]");
        text = Timestamp().Replace(text, "[TIME]");
        text = Uuid().Replace(text, "[UUID]");
        text = CellId().Replace(text, "\"id\": \"[ID]\"");
        text = DurationField().Replace(text, "$1[DURATION]");
        text = Duration().Replace(text, "[DURATION]");
        return Version().Replace(text, "$1[VERSION]");
    }

    [GeneratedRegex(@"/tmp/deckle-[\w./-]*\w")]
    private static partial Regex TemporaryPath();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?")]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")]
    private static partial Regex Uuid();

    // As made by nbformat: eight hexadecimal digits. Ids that a person chose stay.
    [GeneratedRegex("\"id\": \"[0-9a-f]{8}\"")]
    private static partial Regex CellId();

    [GeneratedRegex("(\"(?:duration|seconds|elapsed)\": )[0-9.e+-]+")]
    private static partial Regex DurationField();

    // A round number of seconds is a setting, not a measurement.
    [GeneratedRegex(@"\b(\d+\.\d+ ?s|\d+(\.\d+)? ?ms)\b")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\b(deckle |""(?:deckle_)?version"": ""?)\d+\.\d+\.\d+[\w.+-]*")]
    private static partial Regex Version();
}
