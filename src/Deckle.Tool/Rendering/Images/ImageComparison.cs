using System.Globalization;
using Deckle.Comparing;
using Deckle.Json;

namespace Deckle.Tool.Rendering.Images;

/// <summary>Compares pictures of notebooks by what is seen of them: equal pixels in different bytes are the same.</summary>
/// <param name="tolerance">The difference of a pixel that is not seen, from 0 to 1.</param>
internal sealed class ImageComparison(double tolerance)
{
    /// <param name="mediaType">Of both; only PNG and JPEG are decoded, others are the same when their values are.</param>
    public ImageVerdict Compare(string mediaType, JsonValue expected, JsonValue actual)
    {
        if (expected.Equals(actual))
        {
            return new ImageVerdict(AreSame: true);
        }

        if (Pair(mediaType, expected, actual) is not var (before, after))
        {
            return new ImageVerdict(AreSame: false, "they cannot be decoded, and their bytes differ");
        }

        if ((before.Width, before.Height) != (after.Width, after.Height))
        {
            return new ImageVerdict(AreSame: false, string.Create(
                CultureInfo.InvariantCulture, $"{before.Width}×{before.Height} pixels expected, {after.Width}×{after.Height} came"));
        }

        var difference = PixelDifference.Between(before, after, tolerance);
        return difference.Count == 0
            ? new ImageVerdict(AreSame: true)
            : new ImageVerdict(AreSame: false, Note(difference, before));
    }

    /// <summary>A picture of where two pictures differ; null when they cannot be decoded.</summary>
    public byte[]? Draw(string mediaType, JsonValue expected, JsonValue actual) =>
        Pair(mediaType, expected, actual) is var (before, after) ? PngFile.Encode(PixelDifference.Draw(before, after, tolerance)) : null;

    private static (PixelImage Expected, PixelImage Actual)? Pair(string mediaType, JsonValue expected, JsonValue actual) =>
        mediaType is "image/png" or "image/jpeg" && Decode(expected) is { } before && Decode(actual) is { } after ? (before, after) : null;

    private static PixelImage? Decode(JsonValue value) => value is JsonString text ? PixelImage.Decode(text.Text) : null;

    private static string Note(PixelDifference difference, PixelImage image)
    {
        long pixels = (long)image.Width * image.Height;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{difference.Count:N0} of {pixels:N0} pixels ({image.Width}×{image.Height}) differ, {100.0 * difference.Count / pixels:0.##} %, by up to {difference.Largest:0.00}");
    }
}
