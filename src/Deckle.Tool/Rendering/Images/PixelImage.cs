using StbImageSharp;

namespace Deckle.Tool.Rendering.Images;

/// <summary>A decoded picture.</summary>
/// <param name="Pixels">Red, green, blue and alpha of each pixel, rows from the top.</param>
internal sealed record PixelImage(int Width, int Height, byte[] Pixels)
{
    // A few bytes can claim to be a picture of any size.
    private const long MostPixels = 100_000_000;

    /// <summary>The picture in a PNG or JPEG file; null for one that cannot be decoded, or that is larger than 100 megapixels.</summary>
    public static PixelImage? Decode(byte[] file)
    {
        try
        {
            using var stream = new MemoryStream(file);
            if (ImageInfo.FromStream(stream) is not { } info || (long)info.Width * info.Height is 0 or > MostPixels)
            {
                return null;
            }

            ImageResult result = ImageResult.FromMemory(file, ColorComponents.RedGreenBlueAlpha);
            return new PixelImage(result.Width, result.Height, result.Data);
        }
#pragma warning disable CA1031 // The decoder has no exception of its own for a broken file, and a broken file is an answer here.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>The picture in base64 text as notebooks hold it, with or without line ends.</summary>
    /// <inheritdoc cref="Decode(byte[])"/>
    public static PixelImage? Decode(string base64)
    {
        try
        {
            return Decode(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public ReadOnlySpan<byte> this[int x, int y] => Pixels.AsSpan(((y * Width) + x) * 4, 4);
}
