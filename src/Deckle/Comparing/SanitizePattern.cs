using Deckle.Regexes;

namespace Deckle.Comparing;

/// <summary>One pair of a sanitising file.</summary>
/// <param name="Line">Where the regex stands, from 1.</param>
/// <param name="Replace">What matches become, in the language of <c>re.sub</c>.</param>
public sealed record SanitizePattern(int Line, PythonRegex Regex, string Replace, PythonReplacement Replacement)
{
    public string Pattern => Regex.Pattern;
}
