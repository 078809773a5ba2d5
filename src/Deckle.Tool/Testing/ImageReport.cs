using System.Globalization;
using Deckle.Comparing;
using Deckle.Json;
using Deckle.Tool.Rendering.Images;

namespace Deckle.Tool.Testing;

/// <summary>Leaves the pictures that differ in a folder (<c>--report</c>): <c>DIR/notebook/cell-3.0-expected.png</c>, <c>-actual.png</c>, <c>-difference.png</c>.</summary>
/// <param name="files">Writes them.</param>
internal sealed class ImageReport(string folder, ImageComparison comparison, FixedTestFiles files)
{
    /// <returns>The paths that were written.</returns>
    /// <exception cref="DeckleException">The folder cannot be written.</exception>
    public IReadOnlyList<string> Write(string notebook, int number, IEnumerable<OutputDifference> differences)
    {
        var written = new List<string>();
        foreach (OutputDifference difference in differences)
        {
            if (difference is not { Kind: OutputDifferenceKind.Value, Key: "image/png" or "image/jpeg", Expected: { } expected, Actual: { } actual })
            {
                continue;
            }

            string place = Path.Combine(TestFiles.Place(folder, notebook, ""), string.Create(CultureInfo.InvariantCulture, $"cell-{number}.{difference.Index}"));
            string ending = difference.Key == "image/png" ? "png" : "jpg";
            Put(written, $"{place}-expected.{ending}", Bytes(expected));
            Put(written, $"{place}-actual.{ending}", Bytes(actual));
            Put(written, $"{place}-difference.png", comparison.Draw(difference.Key, expected, actual));
        }

        return written;
    }

    private void Put(List<string> written, string path, byte[]? bytes)
    {
        if (bytes is not null)
        {
            files.Write(path, bytes);
            written.Add(path);
        }
    }

    private static byte[]? Bytes(JsonValue value)
    {
        try
        {
            return value is JsonString text ? Convert.FromBase64String(text.Text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
