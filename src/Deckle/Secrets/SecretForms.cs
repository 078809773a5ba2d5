using System.Text;
using Deckle.Json;
using Deckle.Parameters.Formatting;

namespace Deckle.Secrets;

/// <summary>The ways in which a value is commonly written: as it is, escaped, encoded for a URL, in Base64, in hexadecimal digits.</summary>
internal static class SecretForms
{
    // A shorter piece of Base64 stands in an image by chance.
    private const int ShortestEncoded = 8;

    private static readonly JsonWriterOptions Ascii = new() { AsciiOnly = true };

    /// <summary>Each form once, in UTF-8; none for a value that is too short.</summary>
    public static IReadOnlyList<byte[]> Of(Secret secret)
    {
        if (!secret.IsRedacted)
        {
            return [];
        }

        IEnumerable<string> forms = Values(secret.Value).SelectMany(Written).Concat(Encoded(secret.Value));
        return [.. forms.Where(form => form.Length >= Secret.ShortestRedacted).Distinct(StringComparer.Ordinal).Select(form => Wtf8.Encode(form))];
    }

    // A key of many lines is often printed line by line.
    private static IEnumerable<string> Values(string value)
    {
        string[] lines = value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length < 2 ? [value] : [value, .. lines.Where(line => line.Length >= ShortestEncoded)];
    }

    private static IEnumerable<string> Written(string value)
    {
        yield return value;
        yield return Inside(JsonWriter.ToText(new JsonString(value), JsonWriterOptions.Compact));
        yield return Inside(JsonWriter.ToText(new JsonString(value), Ascii));

        // HTML as displays write it, with and without its quotes escaped.
        string html = value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        yield return html;
        yield return html.Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#x27;", StringComparison.Ordinal);
        foreach (string repr in (string[])[PythonRepr.Repr(value), PythonRepr.Ascii(value)])
        {
            // Python chooses the quotes by the whole text that the value stands in, and escapes one sort or none.
            string bare = Inside(repr).Replace("\\'", "'", StringComparison.Ordinal);
            yield return bare;
            yield return bare.Replace("'", "\\'", StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Encoded(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        string url = Uri.EscapeDataString(value);
        yield return url;
        yield return url.Replace("%20", "+", StringComparison.Ordinal);

        // Python's quote leaves the slash as it is; some write the digits small.
        yield return url.Replace("%2F", "/", StringComparison.Ordinal);
        yield return LowerEscapes(url);
        yield return Convert.ToHexString(bytes);
        yield return Convert.ToHexStringLower(bytes);

        // Alone, its last character is known too; the padding may be left out.
        string alone = Convert.ToBase64String(bytes);
        IEnumerable<string> parts = [alone, alone.TrimEnd('='), .. Enumerable.Range(0, 3).Select(offset => Base64(bytes, offset))];
        foreach (string base64 in parts.Distinct().Where(text => text.Length >= ShortestEncoded))
        {
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
        }
    }

    /// <summary>What Base64 makes of the bytes somewhere inside of more: without the characters that its neighbours have a part in.</summary>
    private static string Base64(byte[] bytes, int offset)
    {
        string text = Convert.ToBase64String([.. new byte[offset], .. bytes]);
        int first = offset switch
        {
            0 => 0,
            1 => 2,
            _ => 3,
        };
        int whole = (offset + bytes.Length) * 8 / 6;
        return text[first..Math.Max(first, whole)];
    }

    private static string LowerEscapes(string url)
    {
        var text = new StringBuilder(url);
        for (int i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] == '%')
            {
                text[i + 1] = char.ToLowerInvariant(text[i + 1]);
                text[i + 2] = char.ToLowerInvariant(text[i + 2]);
            }
        }

        return text.ToString();
    }

    private static string Inside(string quoted) => quoted[1..^1];
}
