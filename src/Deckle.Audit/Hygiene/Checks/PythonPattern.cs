using System.Text.RegularExpressions;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>Regular expressions as Python writes them.</summary>
internal static partial class PythonPattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A pattern that must match from the beginning, though not to the end: <c>re.match</c>.</summary>
    /// <exception cref="RegexParseException">The pattern is none.</exception>
    public static Regex Match(string pattern) => new($@"\A(?:{Translate(pattern)})", RegexOptions.CultureInvariant, Patience);

    // Python's \Z is the very end, .NET's \z; its named groups and references have a P.
    private static string Translate(string pattern) => Different().Replace(pattern, match => match.Value switch
    {
        @"\Z" => @"\z",
        "(?P<" => "(?<",
        ['(', ..] => $@"\k<{match.Groups["name"].Value}>",
        _ => match.Value,
    });

    // An escaped character first, so that \\Z is a backslash and a Z.
    [GeneratedRegex(@"\\.|\(\?P<|\(\?P=(?<name>\w+)\)", RegexOptions.Singleline)]
    private static partial Regex Different();
}
