using System.Text;
using System.Text.RegularExpressions;

namespace Deckle.Regexes;

/// <summary>A regular expression of Python's <c>re</c> for text, matched as Python matches it.</summary>
public sealed class PythonRegex
{
    private readonly PythonRegexFlags flags;
    private readonly TranslatedPattern ascii;
    private readonly Regex?[] searching = new Regex?[3];
    private readonly Regex?[] advancing = new Regex?[3];

    private PythonRegex(string pattern, PythonRegexFlags flags, TimeSpan timeout)
    {
        Pattern = pattern;
        Timeout = timeout;
        this.flags = flags;
        ascii = PatternTranslator.Translate(pattern, flags, TextRange.Ascii);
        Compiled(searching, TextRange.Ascii);
    }

    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(5);

    public string Pattern { get; }

    /// <summary>The longest that finding one match may take.</summary>
    public TimeSpan Timeout { get; }

    public int GroupCount => ascii.GroupCount;

    /// <exception cref="PythonRegexException">Python refuses the pattern, or it needs what is not known here.</exception>
    public static PythonRegex Parse(string pattern, PythonRegexFlags flags = PythonRegexFlags.None, TimeSpan? timeout = null) =>
        new(pattern, flags, timeout ?? DefaultTimeout);

    /// <summary>What a replacement for this pattern says.</summary>
    /// <exception cref="PythonRegexException">A broken escape, or a group that the pattern does not have.</exception>
    public PythonReplacement ParseReplacement(string template) => PythonReplacement.Parse(template, ascii);

    /// <summary><c>re.search(pattern, text) is not None</c>.</summary>
    /// <exception cref="DeckleException"><c>regex-too-slow</c>.</exception>
    public bool Search(string text) => Matches(text).Any();

    /// <summary><c>re.finditer</c>: start and length of each match, in UTF-16 units.</summary>
    /// <exception cref="DeckleException"><c>regex-too-slow</c>.</exception>
    public IEnumerable<(int Start, int Length)> FindAll(string text) => Matches(text).Select(match => (match.Index, match.Length));

    /// <summary><c>re.sub</c>.</summary>
    /// <exception cref="DeckleException"><c>regex-too-slow</c>.</exception>
    public string Replace(string text, PythonReplacement replacement)
    {
        StringBuilder? result = null;
        int copied = 0;
        foreach (Match match in Matches(text))
        {
            result ??= new StringBuilder(text.Length);
            result.Append(text, copied, match.Index - copied);
            replacement.AppendTo(result, match);
            copied = match.Index + match.Length;
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    // As CPython's scanner: behind an empty match the next one begins at the same place but may not be empty there.
    private IEnumerable<Match> Matches(string text)
    {
        TextRange range = RangeOf(text);
        for (Match match = Find(searching, range, text, 0); match.Success;)
        {
            yield return match;
            match = Find(match.Length == 0 ? advancing : searching, range, text, match.Index + match.Length);
        }
    }

    private Match Find(Regex?[] kind, TextRange range, string text, int start)
    {
        try
        {
            return Compiled(kind, range).Match(text, start);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw RegexErrors.TooSlow(Pattern, Timeout, text.Length, e);
        }
    }

    private Regex Compiled(Regex?[] kind, TextRange range) => kind[(int)range] ??= Compile(range, mayBeEmpty: kind == searching);

    private Regex Compile(TextRange range, bool mayBeEmpty)
    {
        TranslatedPattern translated = range == TextRange.Ascii ? ascii : PatternTranslator.Translate(Pattern, flags, range);

        string text = range == TextRange.Full ? $"{PatternText.BetweenCodePoints}(?:{translated.Text})" : translated.Text;

        // \G is where this search began.
        text = mayBeEmpty ? text : $@"(?:{text})(?!\G)";
        try
        {
            return new Regex(text, translated.Options, Timeout);
        }
        catch (ArgumentException e)
        {
            throw new PythonRegexException("a pattern that cannot be translated", 0, e);
        }
    }

    private static TextRange RangeOf(string text) =>
        Ascii.IsValid(text) ? TextRange.Ascii
        : text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? TextRange.Basic
        : TextRange.Full;
}
