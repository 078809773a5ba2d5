using Deckle.Json;

namespace Deckle.Summaries;

/// <summary>A piece of a long text.</summary>
/// <param name="Offset">Where it begins, in bytes of UTF-8.</param>
/// <param name="Next">Where the next piece begins; null at the end.</param>
/// <param name="Bytes">The length of the whole text.</param>
public sealed record TextPage(string Text, int Offset, int? Next, int Bytes)
{
    /// <param name="offset">Inside of a character, that character begins the piece.</param>
    /// <param name="mostBytes">Four at least, so that every piece has a character.</param>
    public static TextPage Of(ReadOnlyMemory<byte> utf8, int offset, int mostBytes)
    {
        int start = TextExcerpt.Boundary(utf8.Span, Math.Clamp(offset, 0, utf8.Length));
        int end = TextExcerpt.Boundary(utf8.Span, (int)Math.Min((long)start + Math.Max(4, mostBytes), utf8.Length));
        return new TextPage(Wtf8.Decode(utf8.Span[start..end]), start, end < utf8.Length ? end : null, utf8.Length);
    }
}
