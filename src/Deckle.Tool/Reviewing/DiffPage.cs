using System.Buffers;
using System.Globalization;
using Deckle.Tool.Diffing;
using Deckle.Tool.Rendering;
using Deckle.Tool.Rendering.Cells;
using Deckle.Tool.Rendering.Pages;

namespace Deckle.Tool.Reviewing;

/// <summary>Comparisons as one page that needs nothing else: side by side, cell by cell.</summary>
internal static class DiffPage
{
    private static readonly CellOptions Shown = new() { HidePrompts = true, HideInputTags = [], HideOutputTags = [], HideCellTags = [] };

    public static string Write(IReadOnlyList<NotebookComparison> comparisons, ReviewOptions? options = null) => Render(comparisons, options ?? new ReviewOptions()).ToString();

    /// <summary>Writes the page as UTF-8, piece by piece; pictures go from the notebook to the output without a copy between.</summary>
    public static void Write(IReadOnlyList<NotebookComparison> comparisons, ReviewOptions options, IBufferWriter<byte> output) => Render(comparisons, options).CopyTo(output);

    private static HtmlWriter Render(IReadOnlyList<NotebookComparison> comparisons, ReviewOptions options)
    {
        var page = new RenderContext(new Notebook(Json.JsonObject.Empty), Shown);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        (NotebookComparison Comparison, string Anchor, ComparedNotebooks? Notebooks)[] files =
        [
            .. comparisons.Select((comparison, index) => (comparison, string.Create(CultureInfo.InvariantCulture, $"file-{index + 1}"), Prepare(comparison, page, taken, comparisons.Count))),
        ];
        string title = options.Title ?? Title(comparisons);
        var body = new HtmlWriter();
        ReviewBar.Write(body, title);
        body.Raw("<main class=\"review\" data-review>\n");
        if (files.Length == 0)
        {
            body.Raw("<p class=\"note\">Nothing differs.</p>\n");
        }
        else if (files.Length > 1)
        {
            body.Raw("<nav class=\"files\" aria-label=\"Files\"><ol>\n");
            foreach ((NotebookComparison comparison, string anchor, ComparedNotebooks? notebooks) in files)
            {
                body.Raw("<li><a").Attribute("href", $"#{anchor}").Raw(">").Text(comparison.After.Content is null ? comparison.Before.Name : comparison.After.Name)
                    .Raw("</a> <span>").Text(ComparisonView.Summary(comparison, notebooks)).Raw("</span></li>\n");
            }

            body.Raw("</ol></nav>\n");
        }

        var view = new ComparisonView(options, new ImagesView());
        foreach ((NotebookComparison comparison, string anchor, ComparedNotebooks? notebooks) in files)
        {
            view.Write(body, comparison, anchor, notebooks);
        }

        body.Raw("</main>\n");
        return new Page { Title = title, Theme = options.Theme, BodyClass = "review-page", Styles = ["notebook.css", "review.css"], Scripts = ["review.js"] }.Write(body, page);
    }

    private static ComparedNotebooks? Prepare(NotebookComparison comparison, RenderContext page, HashSet<string> taken, int count)
    {
        if (comparison.Diff is not { } diff)
        {
            return null;
        }

        string prefix = count == 1 ? "" : $"{CellAnchors.Plain(comparison.Path)}:";
        return new ComparedNotebooks(
            diff,
            new ReviewSide(new RenderContext(diff.Before, Shown, page)),
            new ReviewSide(new RenderContext(diff.After, Shown, page)),
            new CellAnchors(diff, prefix, taken));
    }

    // The whole names stand over each file.
    private static string Title(IReadOnlyList<NotebookComparison> comparisons) => comparisons switch
    {
        [] => "Nothing differs",
        [var one] when Path.GetFileName(one.Before.Path) == Path.GetFileName(one.After.Path) => Path.GetFileName(one.Path),
        [var one] => $"{Path.GetFileName(one.Before.Path)} → {Path.GetFileName(one.After.Path)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{comparisons.Count} notebooks"),
    };
}
