using System.Globalization;
using Deckle.Regexes;

namespace Deckle.Comparing;

/// <summary>The errors of sanitising files.</summary>
internal static class SanitizeErrors
{
    public static DeckleException BrokenRegex(string file, int line, string pattern, PythonRegexException cause) =>
        new(
            "sanitize-regex-invalid",
            $"{Place(file, line)}: the regex '{pattern}' is broken: {cause.Message}",
            "it is read as Python's re reads it; a sign that is to stand for itself takes a backslash",
            cause);

    public static DeckleException BrokenReplacement(string file, int line, string replacement, PythonRegexException cause) =>
        new(
            "sanitize-regex-invalid",
            $"{Place(file, line)}: the replacement '{replacement}' is broken: {cause.Message}",
            @"groups are written \1 or \g<name>, a backslash \\",
            cause);

    public static DeckleException TooSlow(string file, int line, DeckleException cause) =>
        new("sanitize-regex-too-slow", $"{Place(file, line)}: {cause.Message}", cause.Help, cause);

    private static string Place(string file, int line) => string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");
}
