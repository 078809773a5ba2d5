using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Deckle.Json;
using Deckle.Tool.Rendering.Images;
using StbImageSharp;

namespace Deckle.Tool.Rendering.Terminal;

/// <summary>What a value of a media type holds, told in a few words where it cannot be shown.</summary>
internal static class Payload
{
    // Formats whose size the decoder reads.
    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/gif", "image/bmp"];

    public static bool IsPicture(string mediaType) => Pictures.Contains(mediaType);

    /// <summary>Text for people, as opposed to base64 and JSON.</summary>
    public static bool IsText(string mediaType) => MimeBundle.IsSplit(mediaType);

    /// <summary>Its bytes: those that base64 stands for, else those of the text.</summary>
    public static byte[] Bytes(string mediaType, JsonValue value)
    {
        string text = new MimeBundle(JsonObject.Of((mediaType, value))).Text(mediaType) ?? value.ToString();
        if (!IsText(mediaType) && value is not JsonObject)
        {
            try
            {
                return Convert.FromBase64String(text);
            }
            catch (FormatException)
            {
                // It is what it is.
            }
        }

        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Width and height of a picture; null where it has none that can be read.</summary>
    public static (int Width, int Height)? PixelSize(byte[] file)
    {
        try
        {
            using var stream = new MemoryStream(file);
            return ImageInfo.FromStream(stream) is { } info ? (info.Width, info.Height) : null;
        }
#pragma warning disable CA1031 // The decoder has no exception of its own for a broken file.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>Such as <c>640x480, 23 kB</c>, or <c>1.2 kB</c>.</summary>
    public static string Summary(string mediaType, JsonValue value)
    {
        byte[] bytes = Bytes(mediaType, value);
        string size = IsPicture(mediaType) && PixelSize(bytes) is var (width, height) ? string.Create(CultureInfo.InvariantCulture, $"{width}x{height}, ") : "";
        return size + ByteSize.Of(bytes.Length);
    }

    /// <summary>The start of its SHA-256, by which two payloads of one size are told apart.</summary>
    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 4));

    /// <summary>The picture of a value; null where it cannot be decoded.</summary>
    public static PixelImage? Picture(string mediaType, JsonValue value) => IsPicture(mediaType) ? PixelImage.Decode(Bytes(mediaType, value)) : null;
}
