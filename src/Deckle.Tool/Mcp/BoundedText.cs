using System.Globalization;
using System.Text;

namespace Deckle.Tool.Mcp;

/// <summary>Texts that are shown to a model: as much as it can use, and a word on the rest.</summary>
internal static class BoundedText
{
    /// <summary>The text's beginning and end in no more than a number of bytes of UTF-8, with what was left out between them.</summary>
    /// <param name="rest">Where the whole text is; null to say only how much is missing.</param>
    public static string Of(string text, int mostBytes, string? rest = null)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes <= mostBytes)
        {
            return text;
        }

        // Errors stand at the end, what the text is at its beginning.
        string head = Fitting(text, mostBytes * 2 / 3);
        string tail = FittingEnd(text, mostBytes / 3);
        int left = bytes - Encoding.UTF8.GetByteCount(head) - Encoding.UTF8.GetByteCount(tail);
        string where = rest is null ? "" : $"; all of it: {rest}";
        return string.Create(CultureInfo.InvariantCulture, $"{head}\n[… {left} of {bytes} bytes left out{where} …]\n{tail}");
    }

    private static string Fitting(string text, int mostBytes)
    {
        int end = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            mostBytes -= rune.Utf8SequenceLength;
            if (mostBytes < 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..Math.Min(end, text.Length)];
    }

    private static string FittingEnd(string text, int mostBytes)
    {
        // No character takes more than three bytes a UTF-16 unit: a tail of that length holds what can fit.
        int start = Math.Max(0, text.Length - mostBytes);
        while (start < text.Length && (Encoding.UTF8.GetByteCount(text.AsSpan(start)) > mostBytes || char.IsLowSurrogate(text[start])))
        {
            start += Math.Max(1, (Encoding.UTF8.GetByteCount(text.AsSpan(start)) - mostBytes) / 3);
        }

        return text[start..];
    }
}
