using System.Globalization;

namespace Deckle.Regexes;

/// <summary>The errors of matching.</summary>
internal static class RegexErrors
{
    public static DeckleException TooSlow(string pattern, TimeSpan limit, int length, Exception cause) =>
        new(
            "regex-too-slow",
            string.Create(CultureInfo.InvariantCulture, $"the regex '{pattern}' took more than {limit.TotalSeconds:0.###} s on a text of {length} characters"),
            "write it without repetitions inside repetitions, such as (a+)+ or (.*x)*; possessive ones (a++) cannot run away",
            cause);
}
