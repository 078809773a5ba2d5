using System.Buffers;
using Deckle.Tool.Rendering;
using Deckle.Tool.Rendering.Cells;
using Deckle.Tool.Rendering.Pages;

namespace Deckle.Tool.Exporting.Html;

/// <summary>A notebook as one HTML file that needs nothing besides itself.</summary>
internal static class HtmlExporter
{
    /// <param name="notebook">A notebook of nbformat 4.</param>
    public static byte[] Write(Notebook notebook, HtmlOptions options) => Render(notebook, options).ToArray();

    /// <summary>Writes the page piece by piece; images go from the notebook to the output without a copy between.</summary>
    public static void Write(Notebook notebook, HtmlOptions options, IBufferWriter<byte> output) => Render(notebook, options).CopyTo(output);

    public static HtmlWriter Render(Notebook notebook, HtmlOptions options)
    {
        var context = new RenderContext(notebook, options.Cells);
        var cells = new CellRenderer(context);
        var body = new HtmlWriter();
        body.Raw("<main class=\"jp-Notebook").Raw(options.Cells.HidePrompts ? " jp-mod-noPrompts\">\n" : "\">\n");
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            cells.Write(body, notebook.Cells[i], i + 1);
        }

        body.Raw("</main>\n");
        var page = new Page
        {
            Title = options.Title ?? notebook.Metadata.GetText("title") ?? context.Markdown.Title ?? "Notebook",
            Theme = options.Theme,
        };
        return page.Write(body, context);
    }
}
