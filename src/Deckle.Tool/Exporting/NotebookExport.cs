using System.Text;
using Deckle.Exporting;
using Deckle.Json;
using Deckle.Scripts;
using Deckle.Tool.Exporting.Html;
using Deckle.Tool.Exporting.Latex;
using Deckle.Tool.Exporting.Pdf;
using Deckle.Tool.Exporting.Rst;
using Deckle.Tool.Exporting.Slides;
using Deckle.Tool.Rendering.Cells;
using Deckle.Tool.Rendering.Pages;

namespace Deckle.Tool.Exporting;

/// <summary>A notebook in the format that was asked for.</summary>
internal static class NotebookExport
{
    /// <param name="notebook">Of nbformat 4.5.</param>
    /// <param name="name">The document's name without its ending.</param>
    /// <param name="folder">Where the notebook lies, for images that a page takes in.</param>
    public static ExportedDocument Write(Notebook notebook, ExportRequest request, string name, string? folder)
    {
        notebook = TagFilter.Apply(request.ClearsOutputs ? WithoutOutputs(notebook) : notebook, request.Tags);
        var options = new ExportOptions { Name = name, NoInput = request.NoInput, NoPrompt = request.NoPrompt || request.NoInput, EmbedImages = request.EmbedImages };
        return request.Target.Kind switch
        {
            ExportKind.Markdown => MarkdownExporter.Write(notebook, options),
            ExportKind.Script => ScriptExporter.Write(notebook, options),
            ExportKind.Rst => RstExporter.Write(notebook, options),
            ExportKind.Latex => LatexExporter.Write(notebook, options),
            ExportKind.Percent => new ExportedDocument(Utf8(PercentWriter.Write(notebook, request.Target.PercentLanguage(notebook))), []),
            ExportKind.Notebook => new ExportedDocument(NotebookWriter.Write(WithHiddenInputs(notebook, request.NoInput)), []),
            ExportKind.Slides => new ExportedDocument(SlidesExporter.Write(Shown(notebook), Page(request, folder)), []),
            ExportKind.Pdf => new ExportedDocument(new PdfPrinter().Print(HtmlExporter.Write(Shown(notebook), Page(request, folder) with { Theme = PageTheme.Light })), []),
            _ => new ExportedDocument(HtmlExporter.Write(Shown(notebook), Page(request, folder)), []),
        };
    }

    public static ReadOnlyMemory<byte> Utf8(string text) => new UTF8Encoding(false).GetBytes(text);

    // A page hides the code of a cell; text has nothing else.
    private static Notebook Shown(Notebook notebook) => notebook.WithCells(notebook.Cells.Where(cell => cell.Kind == CellKind.Code || !TagFilter.HidesSource(cell)));

    private static HtmlOptions Page(ExportRequest request, string? folder) => new()
    {
        Theme = request.Theme,
        Cells = new CellOptions { HideInput = request.NoInput, HidePrompts = request.NoPrompt || request.NoInput, ImageFolder = folder },
    };

    private static Notebook WithoutOutputs(Notebook notebook) => notebook.WithCells(notebook.Cells.Select(cell =>
        cell.Kind == CellKind.Code ? cell.With("outputs", JsonArray.Empty).With("execution_count", JsonNull.Value) : cell));

    // A notebook must keep its code; what other formats leave out is folded, as a report's code is.
    private static Notebook WithHiddenInputs(Notebook notebook, bool all) => notebook.WithCells(notebook.Cells.Select(cell =>
    {
        bool isHidden = TagFilter.HidesSource(cell) || (all && cell.Kind == CellKind.Code);
        JsonObject jupyter = cell.Metadata.Get<JsonObject>("jupyter") ?? JsonObject.Empty;
        return isHidden ? cell.WithMetadata(cell.Metadata.Without("transient").With("jupyter", jupyter.With("source_hidden", true))) : cell;
    }));
}
