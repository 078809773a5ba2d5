namespace Deckle.Tool.Rendering.Images;

/// <summary>Reduces a picture to few colours by median cut (Heckbert, "Color image quantization for frame buffer display", 1982) over colours of 15 bits.</summary>
internal static class Palette
{
    private const int Bits = 5;

    /// <summary>The index of each pixel, and the colours; what is transparent is seen on white.</summary>
    public static (byte[] Indexes, IReadOnlyList<(byte R, byte G, byte B)> Colors) Reduce(PixelImage picture, int most)
    {
        int[] keys = new int[picture.Width * picture.Height];
        long[] counts = new long[1 << (3 * Bits)];
        for (int at = 0; at < keys.Length; at++)
        {
            ReadOnlySpan<byte> pixel = picture.Pixels.AsSpan(at * 4, 4);
            keys[at] = (Level(pixel[0], pixel[3]) << (2 * Bits)) | (Level(pixel[1], pixel[3]) << Bits) | Level(pixel[2], pixel[3]);
            counts[keys[at]]++;
        }

        int[] used = [.. Enumerable.Range(0, counts.Length).Where(key => counts[key] > 0)];
        var boxes = new List<int[]> { used };
        while (boxes.Count < most && boxes.MaxBy(box => box.Length > 1 ? Weight(box, counts) : -1) is { Length: > 1 } widest)
        {
            int channel = Enumerable.Range(0, 3).MaxBy(channel => widest.Max(key => Part(key, channel)) - widest.Min(key => Part(key, channel)));
            int[] sorted = [.. widest.OrderBy(key => Part(key, channel))];
            int middle = Middle(sorted, counts);
            boxes.Remove(widest);
            boxes.Add(sorted[..middle]);
            boxes.Add(sorted[middle..]);
        }

        byte[] byKey = new byte[counts.Length];
        var colors = new List<(byte, byte, byte)>(boxes.Count);
        foreach (int[] box in boxes)
        {
            foreach (int key in box)
            {
                byKey[key] = (byte)colors.Count;
            }

            colors.Add((Mean(box, counts, 0), Mean(box, counts, 1), Mean(box, counts, 2)));
        }

        return ([.. keys.Select(key => byKey[key])], colors);
    }

    private static int Level(byte value, byte alpha) => (255 + ((value - 255) * alpha / 255)) >> (8 - Bits);

    private static int Part(int key, int channel) => (key >> ((2 - channel) * Bits)) & ((1 << Bits) - 1);

    private static long Weight(int[] box, long[] counts) => box.Sum(key => counts[key]);

    private static int Middle(int[] sorted, long[] counts)
    {
        long half = Weight(sorted, counts) / 2;
        long sum = 0;
        int at = 0;
        while (at < sorted.Length - 1 && sum < half)
        {
            sum += counts[sorted[at++]];
        }

        return Math.Max(1, at);
    }

    // 31 levels reach from black to white.
    private static byte Mean(int[] box, long[] counts, int channel) =>
        (byte)Math.Round(box.Sum(key => Part(key, channel) * (double)counts[key]) / Weight(box, counts) * 255 / ((1 << Bits) - 1));
}
