using System.Text.RegularExpressions;

namespace Deckle.Comparing;

/// <summary>Addresses of objects, which differ in every process: <c>&lt;__main__.Point object at 0x7f3c5a2b&gt;</c>.</summary>
internal static partial class ObjectAddresses
{
    public static string Hide(string text) =>
        text.Contains(" at 0x", StringComparison.Ordinal) ? Address().Replace(text, " at 0x...") : text;

    [GeneratedRegex("(?<=[^ ]) at 0x[0-9A-Fa-f]+", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
