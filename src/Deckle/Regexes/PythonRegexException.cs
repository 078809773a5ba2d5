namespace Deckle.Regexes;

/// <summary>A pattern or a replacement that Python's <c>re</c> refuses, or that has no counterpart here.</summary>
/// <param name="reason">In the words of Python's <c>re.error</c>: <c>unterminated character set</c>.</param>
/// <param name="position">Where in the pattern, in code points from 0.</param>
public sealed class PythonRegexException(string reason, int position, Exception? cause = null)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reason} at position {position}"), cause)
{
    public string Reason { get; } = reason;

    public int Position { get; } = position;
}
