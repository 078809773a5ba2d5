using System.Text.RegularExpressions;

namespace Deckle.Scraps;

/// <summary>
/// An output as Markdown. Images are data, and HTML is shown by the text that stands beside it, so nothing in them can act; what is
/// Markdown already is taken as it is.
/// </summary>
internal static partial class DisplayMarkdown
{
    private static readonly string[] Images = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    public static string Of(Output output, string name)
    {
        MimeBundle data = output.Data;
        if (data.Text("text/markdown") is { } markdown)
        {
            return markdown.TrimEnd('\n');
        }

        string alternative = name.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        foreach (string type in Images)
        {
            if (data.Text(type) is { } image)
            {
                return $"![{alternative}](data:{type};base64,{NotBase64().Replace(image, "")})";
            }
        }

        if (data.Text("image/svg+xml") is { } svg)
        {
            return $"![{alternative}](data:image/svg+xml;base64,{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(svg))})";
        }

        string? text = data.Text("text/plain") ?? data.Text("text/latex") ?? data.Text("text/html") ?? (output.Text.Length > 0 ? output.Text : null);
        return text is null ? $"*{string.Join(", ", data.MediaTypes)}*" : Code(text.TrimEnd('\n'));
    }

    /// <summary>Text in a fence longer than any in it.</summary>
    public static string Code(string text)
    {
        int longest = Backticks().Matches(text).Select(match => match.Length).DefaultIfEmpty(0).Max();
        string fence = new('`', Math.Max(3, longest + 1));
        return $"{fence}\n{text}\n{fence}";
    }

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();

    [GeneratedRegex("[^A-Za-z0-9+/=]")]
    private static partial Regex NotBase64();
}
