using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Rendering;
using Deckle.Tool.Rendering.Images;

namespace Deckle.Tool.Reviewing;

/// <summary>
/// Writes two versions of a picture. They stand side by side; the page's script lets them be swiped, laid over each other, or
/// subtracted.
/// </summary>
internal sealed class ImagesView
{
    // Decoding all pictures of a large comparison takes longer than writing it. What is beyond is counted when it is looked at.
    private long pixelsLeft = 60_000_000;

    /// <param name="type">The media type of both.</param>
    public void Write(HtmlWriter html, JsonValue before, JsonValue after, string type, Action<HtmlWriter> writeBefore, Action<HtmlWriter> writeAfter)
    {
        html.Raw("<figure class=\"images\" data-images><div class=\"columns\"><div class=\"before\" data-side=\"before\"><p class=\"side-name\">Before</p>");
        writeBefore(html);
        html.Raw("</div><div class=\"after\" data-side=\"after\"><p class=\"side-name\">After</p>");
        writeAfter(html);
        html.Raw("</div></div><figcaption>").Text(Caption(before, after, type)).Raw("</figcaption></figure>");
    }

    private string Caption(JsonValue before, JsonValue after, string type)
    {
        if (type is not ("image/png" or "image/jpeg") || pixelsLeft <= 0 || Decode(before) is not { } left || Decode(after) is not { } right)
        {
            return $"{type}: the picture changed";
        }

        pixelsLeft -= ((long)left.Width * left.Height) + ((long)right.Width * right.Height);
        if ((left.Width, left.Height) != (right.Width, right.Height))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{left.Width}×{left.Height} pixels before, {right.Width}×{right.Height} after");
        }

        int count = PixelDifference.Between(left, right, tolerance: 0).Count;
        return count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"The same {left.Width}×{left.Height} pixels in other bytes")
            : string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {(long)left.Width * left.Height:N0} pixels differ ({left.Width}×{left.Height}), {100.0 * count / ((double)left.Width * left.Height):0.##} %");
    }

    private static PixelImage? Decode(JsonValue value) => value is JsonString text ? PixelImage.Decode(text.Text) : null;
}
