using Deckle.Json;
using Deckle.Tool.Rendering;
using Deckle.Tool.Rendering.Cells;

namespace Deckle.Tool.Reviewing;

/// <summary>What a side's notebook shows: its Markdown, its outputs.</summary>
internal sealed class ReviewSide(RenderContext context)
{
    private readonly CellRenderer cells = new(context);
    private readonly OutputRenderer outputs = new(context);

    /// <summary>The lines of a cell's source, coloured if it is code.</summary>
    public SourceLines Source(Cell cell) => SourceLines.Of(cell.Source, cell.Kind switch
    {
        CellKind.Code => context.LanguageOf(cell),
        CellKind.Markdown => "markdown",
        _ => null,
    });

    /// <summary>A Markdown cell as a reader sees it.</summary>
    public void Markdown(HtmlWriter html, Cell cell)
    {
        var shown = new Cell(JsonObject.Of(("cell_type", "markdown"), ("metadata", JsonObject.Empty), ("source", cell.Source)));
        cells.Write(html, cell.Json["attachments"] is { } attachments ? shown.With("attachments", attachments) : shown, 0);
    }

    public void Output(HtmlWriter html, Output output, string label)
    {
        html.Raw("<div class=\"output\"").Attribute("aria-label", label).Raw(" role=\"group\">");
        outputs.Write(html, output, label);
        html.Raw("</div>");
    }

    /// <summary>The type of an output's data that is shown; null for streams and errors.</summary>
    public string? ShownType(Output output) =>
        output.Kind is OutputKind.DisplayData or OutputKind.ExecuteResult ? outputs.ShownType(output.Data) : null;
}
