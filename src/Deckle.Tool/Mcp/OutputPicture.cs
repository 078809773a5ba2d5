using System.Buffers.Text;
using Deckle.Json;

namespace Deckle.Tool.Mcp;

/// <summary>The pictures of outputs as content blocks. What only claims to be one is told in words.</summary>
internal static class OutputPicture
{
    /// <summary>Above that a picture costs a model more than it tells; in letters of Base64.</summary>
    public const int Most = 400_000;

    /// <summary>An output's picture in Base64 without white space; null where it is none.</summary>
    public static string? Of(Output output, string mime)
    {
        if (!mime.StartsWith("image/", StringComparison.Ordinal) || MimeBundle.IsSplit(mime) || output.Data.Text(mime) is not { Length: > 0 } text)
        {
            return null;
        }

        string base64 = text.AsSpan().ContainsAny(" \t\r\n") ? string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))) : text;
        return Base64.IsValid(base64) ? base64 : null;
    }

    public static JsonObject Block(string base64, string mime) => JsonObject.Of(("type", "image"), ("mimeType", mime), ("data", base64));
}
