using System.Buffers;

namespace Deckle.Json;

/// <summary>Python's <c>str.splitlines(keepends=True)</c>: the line ends by which notebooks split strings.</summary>
public static class PythonLines
{
    // LF VT FF CR, FS GS RS, and the first bytes of NEL (C2 85), LS and PS (E2 80 A8/A9).
    private static readonly SearchValues<byte> Starts = SearchValues.Create([0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0xC2, 0xE2]);

    /// <summary>The length in bytes of the first line of UTF-8 text, its line end included.</summary>
    public static int FirstLength(ReadOnlySpan<byte> utf8)
    {
        for (int i = 0; utf8[i..].IndexOfAny(Starts) is >= 0 and var next; i++)
        {
            i += next;
            switch (utf8[i])
            {
                case 0x0A or 0x0B or 0x0C or 0x1C or 0x1D or 0x1E:
                    return i + 1;
                case 0x0D:
                    return i + 1 < utf8.Length && utf8[i + 1] == 0x0A ? i + 2 : i + 1;
                case 0xC2 when i + 1 < utf8.Length && utf8[i + 1] == 0x85:
                    return i + 2;
                case 0xE2 when i + 2 < utf8.Length && utf8[i + 1] == 0x80 && utf8[i + 2] is 0xA8 or 0xA9:
                    return i + 3;
            }
        }

        return utf8.Length;
    }

    /// <summary>The lines of a text, each with its line end; no lines for the empty text.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var lines = new List<string>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsLineEnd(text[i]))
            {
                continue;
            }

            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                i++;
            }

            lines.Add(text[start..(i + 1)]);
            start = i + 1;
        }

        if (start < text.Length)
        {
            lines.Add(text[start..]);
        }

        return lines;
    }

    /// <summary>The lines of a text, each with its line end; no lines for the empty text.</summary>
    public static IReadOnlyList<JsonString> Split(JsonString text)
    {
        var lines = new List<JsonString>();
        ReadOnlyMemory<byte> rest = text.Utf8;
        while (!rest.IsEmpty)
        {
            int length = FirstLength(rest.Span);
            lines.Add(new JsonString(rest[..length]));
            rest = rest[length..];
        }

        return lines;
    }

    /// <summary>A line of <see cref="Split(string)"/> without its line end.</summary>
    public static string WithoutEnd(string line) =>
        line.EndsWith("\r\n", StringComparison.Ordinal) ? line[..^2] : line.Length > 0 && IsLineEnd(line[^1]) ? line[..^1] : line;

    private static bool IsLineEnd(char c) =>
        c is '\n' or '\v' or '\f' or '\r' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029';
}
