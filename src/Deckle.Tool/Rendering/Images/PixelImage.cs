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

    /// <summary>The picture no wider than so many pixels: where it is, made smaller by taking the mean of what falls into one.</summary>
    public PixelImage Within(int mostWidth)
    {
        if (Width <= mostWidth)
        {
            return this;
        }

        int height = Math.Max(1, (int)((long)Height * mostWidth / Width));
        byte[] pixels = new byte[mostWidth * height * 4];
        for (int y = 0, at = 0; y < height; y++)
        {
            (int top, int bottom) = Covered(y, height, Height);
            for (int x = 0; x < mostWidth; x++)
            {
                (int left, int right) = Covered(x, mostWidth, Width);
                for (int channel = 0; channel < 4; channel++, at++)
                {
                    pixels[at] = Mean(left, right, top, bottom, channel);
                }
            }
        }

        return new PixelImage(mostWidth, height, pixels);
    }

    private static (int Start, int End) Covered(int at, int size, int full)
    {
        int start = (int)((long)at * full / size);
        return (start, Math.Max(start + 1, (int)((long)(at + 1) * full / size)));
    }

    private byte Mean(int left, int right, int top, int bottom, int channel)
    {
        long sum = 0;
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                sum += Pixels[(((y * Width) + x) * 4) + channel];
            }
        }

        return (byte)(sum / ((long)(right - left) * (bottom - top)));
    }
}
