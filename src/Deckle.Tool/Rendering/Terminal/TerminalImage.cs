using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Rendering.Images;

namespace Deckle.Tool.Rendering.Terminal;

/// <summary>Draws pictures on terminals. Only what decodes as a picture is sent, its bytes as base64 of our own.</summary>
internal static class TerminalImage
{
    // What a terminal does not tell: how many pixels a column is wide. Pictures of notebooks are made for screens of some 100 columns.
    private const int ColumnPixels = 9;

    // kitty takes no longer pieces at once.
    private const int Piece = 4096;

    /// <returns>False where it is no picture that can be drawn; then nothing has been written.</returns>
    public static bool Draw(TerminalWriter writer, ImageProtocol protocol, string mediaType, JsonValue value, int width)
    {
        if (Payload.Picture(mediaType, value) is not { } picture)
        {
            return false;
        }

        int columns = Math.Clamp((picture.Width + ColumnPixels - 1) / ColumnPixels, 1, Math.Max(1, width));
        switch (protocol)
        {
            case ImageProtocol.Kitty:
                Kitty(writer, mediaType == "image/png" ? Payload.Bytes(mediaType, value) : PngFile.Encode(picture), columns);
                break;
            case ImageProtocol.Iterm2:
                byte[] file = Payload.Bytes(mediaType, value);
                writer.Sequence(string.Create(CultureInfo.InvariantCulture, $"\e]1337;File=inline=1;size={file.Length};width={columns};preserveAspectRatio=1:{Convert.ToBase64String(file)}\a"));
                break;
            default:
                writer.Sequence(Sixel.Encode(picture.Within(Math.Max(1, width) * ColumnPixels)));
                break;
        }

        return true;
    }

    // https://sw.kovidgoyal.net/kitty/graphics-protocol/: a PNG file (f=100), sent and shown (a=T), in so many columns; no answer wanted (q=2).
    private static void Kitty(TerminalWriter writer, byte[] png, int columns)
    {
        string data = Convert.ToBase64String(png);
        for (int at = 0; at < data.Length; at += Piece)
        {
            string keys = at == 0 ? string.Create(CultureInfo.InvariantCulture, $"a=T,f=100,q=2,c={columns},") : "";
            int length = Math.Min(Piece, data.Length - at);
            writer.Sequence($"\e_G{keys}m={(at + length < data.Length ? 1 : 0)};{data.AsSpan(at, length)}\e\\");
        }
    }
}
