namespace Deckle.Exporting;

/// <summary>Which of an output's representations a format shows: the first of its priorities that is there and usable.</summary>
public static class DisplayChoice
{
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Svg = "image/svg+xml";
    public const string Pdf = "application/pdf";

    /// <summary>nbconvert's order for Markdown.</summary>
    public static IReadOnlyList<string> Markdown { get; } = ["text/html", "text/markdown", Svg, "text/latex", Png, Jpeg, "text/plain"];

    /// <summary>nbconvert's order for reStructuredText.</summary>
    public static IReadOnlyList<string> Rst { get; } = ["text/x-rst", "text/html", "text/latex", Svg, Png, Jpeg, "text/markdown", "text/plain"];

    /// <summary>nbconvert's order for LaTeX, with SVG last of the images: LaTeX cannot show it without another program.</summary>
    public static IReadOnlyList<string> Latex { get; } = ["text/latex", Pdf, Png, Jpeg, "text/markdown", Svg, "text/plain"];

    /// <summary>The media type; null where the format can show none.</summary>
    public static string? Of(Output output, IReadOnlyList<string> priority) =>
        output.Kind is OutputKind.DisplayData or OutputKind.ExecuteResult ? priority.FirstOrDefault(type => output.Data.Text(type) is { Length: > 0 }) : null;

    public static bool IsImage(string mediaType) => mediaType is Png or Jpeg or Svg or Pdf;
}
