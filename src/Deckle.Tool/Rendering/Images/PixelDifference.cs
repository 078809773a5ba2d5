namespace Deckle.Tool.Rendering.Images;

/// <summary>How two pictures of one size differ to the eye.</summary>
/// <param name="Count">How many pixels differ by more than is allowed.</param>
/// <param name="Largest">The largest difference of a pixel, from 0 (the same) to 1 (black against white).</param>
internal sealed record PixelDifference(int Count, double Largest)
{
    // The weight of a full difference in brightness, by which others are measured: black against white in YIQ.
    private const double Full = 35215;

    /// <summary>Compares pixel by pixel in YIQ, the colour space of NTSC, whose distances are near to what people see; what is transparent is seen on white.</summary>
    /// <param name="tolerance">The difference of a pixel that is not seen, from 0 to 1.</param>
    public static PixelDifference Between(PixelImage a, PixelImage b, double tolerance)
    {
        double limit = tolerance * tolerance * Full;
        double largest = 0;
        int count = 0;
        for (int at = 0; at < a.Pixels.Length; at += 4)
        {
            double distance = Distance(a.Pixels.AsSpan(at, 4), b.Pixels.AsSpan(at, 4));
            largest = Math.Max(largest, distance);
            count += distance > limit ? 1 : 0;
        }

        return new PixelDifference(count, Math.Sqrt(largest / Full));
    }

    /// <summary>A picture of the difference: the expected one in pale grey, and in red every pixel that differs. Of two sizes it covers both, what only one has in red.</summary>
    public static PixelImage Draw(PixelImage a, PixelImage b, double tolerance)
    {
        double limit = tolerance * tolerance * Full;
        int width = Math.Max(a.Width, b.Width);
        int height = Math.Max(a.Height, b.Height);
        byte[] pixels = new byte[width * height * 4];
        for (int y = 0, at = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, at += 4)
            {
                bool isInBoth = x < a.Width && x < b.Width && y < a.Height && y < b.Height;
                if (isInBoth && Distance(a[x, y], b[x, y]) <= limit)
                {
                    (double r, double g, double bl) = OnWhite(a[x, y]);
                    byte grey = (byte)(255 - ((255 - ((0.299 * r) + (0.587 * g) + (0.114 * bl))) * 0.15));
                    (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = (grey, grey, grey, 255);
                }
                else
                {
                    (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = (220, 0, 0, 255);
                }
            }
        }

        return new PixelImage(width, height, pixels);
    }

    // Kotsarenko and Ramos, "Measuring perceived color difference using YIQ NTSC transmission color space in mobile applications", 2010.
    private static double Distance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.SequenceEqual(b))
        {
            return 0;
        }

        (double r1, double g1, double b1) = OnWhite(a);
        (double r2, double g2, double b2) = OnWhite(b);
        (double r, double g, double bl) = (r1 - r2, g1 - g2, b1 - b2);
        double y = (r * 0.29889531) + (g * 0.58662247) + (bl * 0.11448223);
        double i = (r * 0.59597799) - (g * 0.27417610) - (bl * 0.32180189);
        double q = (r * 0.21147017) - (g * 0.52261711) + (bl * 0.31114694);
        return (0.5053 * y * y) + (0.299 * i * i) + (0.1957 * q * q);
    }

    private static (double R, double G, double B) OnWhite(ReadOnlySpan<byte> pixel)
    {
        double alpha = pixel[3] / 255.0;
        return (255 + ((pixel[0] - 255) * alpha), 255 + ((pixel[1] - 255) * alpha), 255 + ((pixel[2] - 255) * alpha));
    }
}
