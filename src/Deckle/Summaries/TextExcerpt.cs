using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Summaries;

/// <summary>A text's beginning and end, as much as there is room for.</summary>
/// <param name="Text">What is left, with a line between the two that says how much is missing.</param>
/// <param name="Bytes">The length of the whole text in UTF-8.</param>
/// <param name="IsCut">Whether anything is missing.</param>
public sealed record TextExcerpt(string Text, long Bytes, bool IsCut)
{
    // Escapes and overwritten lines are resolved where the text is not so long that this would cost more than it shows.
    private const int MostResolved = 1 << 18;

    /// <param name="utf8">The whole text; of a long one only what is shown is decoded.</param>
    /// <param name="mostBytes">How much of it is shown; the line between comes on top.</param>
    public static TextExcerpt Of(ReadOnlyMemory<byte> utf8, int mostBytes)
    {
        if (utf8.Length <= MostResolved)
        {
            string whole = TerminalText.Plain(Wtf8.Decode(utf8.Span));
            return Encoding.UTF8.GetByteCount(whole) <= mostBytes ? new TextExcerpt(whole, utf8.Length, IsCut: false) : Cut(Encoding.UTF8.GetBytes(whole), utf8.Length, mostBytes);
        }

        return Cut(utf8.Span, utf8.Length, mostBytes);
    }

    public static TextExcerpt Of(string text, int mostBytes) => Of(Encoding.UTF8.GetBytes(text), mostBytes);

    private static TextExcerpt Cut(ReadOnlySpan<byte> text, long whole, int mostBytes)
    {
        // What a text is stands at its beginning, how it ended at its end.
        int headEnd = LineEnd(text, Boundary(text, Math.Max(0, mostBytes * 2 / 3)));
        int tailStart = Math.Max(headEnd, LineStart(text, NextBoundary(text, text.Length - Math.Min(text.Length, mostBytes / 3))));
        string head = TerminalText.Plain(Wtf8.Decode(text[..headEnd]));
        string tail = TerminalText.Plain(Wtf8.Decode(text[tailStart..]));
        string between = string.Create(CultureInfo.InvariantCulture, $"[… {tailStart - headEnd} of {whole} bytes left out …]");
        return new TextExcerpt($"{head}{(head.Length == 0 || head[^1] == '\n' ? "" : "\n")}{between}\n{tail}", whole, IsCut: true);
    }

    /// <summary>The last place at or before another where a character begins.</summary>
    internal static int Boundary(ReadOnlySpan<byte> utf8, int at)
    {
        at = Math.Min(at, utf8.Length);
        while (at > 0 && at < utf8.Length && (utf8[at] & 0xC0) == 0x80)
        {
            at--;
        }

        return at;
    }

    private static int NextBoundary(ReadOnlySpan<byte> utf8, int at)
    {
        while (at < utf8.Length && (utf8[at] & 0xC0) == 0x80)
        {
            at++;
        }

        return at;
    }

    // A whole line reads better than half of one, where that gives up little.
    private static int LineEnd(ReadOnlySpan<byte> text, int at) =>
        at < text.Length && text[..at].LastIndexOf((byte)'\n') is >= 0 and var line && line >= at * 3 / 4 ? line + 1 : at;

    private static int LineStart(ReadOnlySpan<byte> text, int at) =>
        at > 0 && text[at..].IndexOf((byte)'\n') is >= 0 and var line && line <= (text.Length - at) / 4 ? at + line + 1 : at;
}
