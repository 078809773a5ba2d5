namespace Deckle.Json;

/// <summary>A place in a text.</summary>
/// <param name="Line">From 1. CR, LF and CRLF end a line.</param>
/// <param name="Column">In code points, from 1.</param>
public readonly record struct TextPosition(int Line, int Column)
{
    /// <summary>The place of a byte offset in UTF-8 text.</summary>
    public static TextPosition Of(ReadOnlySpan<byte> utf8, int offset)
    {
        ReadOnlySpan<byte> before = utf8[..Math.Clamp(offset, 0, utf8.Length)];
        int line = 1;
        int start = 0;
        for (int i = before.IndexOfAny((byte)'\n', (byte)'\r'); i >= 0 && i < before.Length; i++)
        {
            if (before[i] == '\n' || (before[i] == '\r' && !(i + 1 < utf8.Length && utf8[i + 1] == '\n')))
            {
                line++;
                start = i + 1;
            }
        }

        int column = 1;
        foreach (byte b in before[start..])
        {
            // Continuation bytes belong to the code point before them.
            column += (b & 0xC0) == 0x80 ? 0 : 1;
        }

        return new TextPosition(line, column);
    }
}
