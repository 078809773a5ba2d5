using System.Globalization;
using Deckle.Exporting;
using Deckle.Json;
using Deckle.Tool.Rendering.Highlighting;
using Deckle.Tool.Rendering.Sanitizing;

namespace Deckle.Tool.Rendering.Cells;

/// <summary>Writes cells as JupyterLab lays them out: prompt, code, outputs. The classes are JupyterLab's, so that styles written for it apply.</summary>
internal sealed class CellRenderer(RenderContext context)
{
    private readonly OutputRenderer outputs = new(context);

    /// <param name="number">The cell's place in the notebook, from 1.</param>
    public void Write(HtmlWriter html, Cell cell, int number)
    {
        CellOptions options = context.Options;
        bool isHidden = cell.Kind != CellKind.Unknown && HasTag(cell, options.HideCellTags);
        if (isHidden)
        {
            OpenDisclosure(html, "Show cell");
        }

        switch (cell.Kind)
        {
            case CellKind.Markdown:
                Markdown(html, cell);
                break;
            case CellKind.Code:
                Code(html, cell, number);
                break;
            case CellKind.Raw:
                Raw(html, cell);
                break;
        }

        if (isHidden)
        {
            html.Raw("</details>\n");
        }
    }

    private void Markdown(HtmlWriter html, Cell cell)
    {
        Open(html, cell, "jp-MarkdownCell", label: null);
        html.Raw("<section class=\"jp-Cell-inputWrapper\">");
        Prompt(html, "jp-InputPrompt", "");
        RenderedMarkdown(html, cell);
        html.Raw("</section></article>\n");
    }

    private void RenderedMarkdown(HtmlWriter html, Cell cell)
    {
        string id = context.NextId();
        string rendered = context.Markdown.Render(cell.Source, address => Attachment(cell, address) ?? context.Image(address), $"#{id}");
        html.Raw("<section class=\"jp-RenderedHTMLCommon jp-MarkdownOutput\"").Attribute("id", id).Raw(">").Raw(rendered).Raw("</section>");
    }

    private void Code(HtmlWriter html, Cell cell, int number)
    {
        CellOptions options = context.Options;
        string count = cell.ExecutionCount is { } executed ? executed.ToString(CultureInfo.InvariantCulture) : " ";
        JsonObject? jupyter = cell.Metadata.Get<JsonObject>("jupyter");
        IReadOnlyList<Output> shown = cell.Outputs;
        bool hasInput = !options.HideInput && !TagFilter.HidesSource(cell);
        if (!hasInput && shown.Count == 0)
        {
            return;
        }

        Open(html, cell, shown.Count == 0 ? "jp-CodeCell jp-mod-noOutputs" : "jp-CodeCell", $"Code cell {number}");
        if (hasInput)
        {
            bool isFolded = IsTrue(jupyter, "source_hidden") || HasTag(cell, options.HideInputTags);
            Input(html, cell, count, isFolded);
        }

        if (shown.Count > 0)
        {
            bool isFolded = IsTrue(jupyter, "outputs_hidden") || IsTrue(cell.Metadata, "collapsed") || HasTag(cell, options.HideOutputTags);
            if (isFolded)
            {
                OpenDisclosure(html, "Show outputs");
            }

            outputs.Write(html, cell, number);
            html.Raw(isFolded ? "</details>" : "");
        }

        html.Raw("</article>\n");
    }

    private void Input(HtmlWriter html, Cell cell, string count, bool isFolded)
    {
        if (isFolded)
        {
            OpenDisclosure(html, "Show code");
        }

        html.Raw("<section class=\"jp-Cell-inputWrapper\">");
        Prompt(html, "jp-InputPrompt", $"In [{count}]:");
        html.Raw("<pre class=\"jp-InputArea-editor highlight\"><code>");
        CodeHighlighter.Write(html, cell.Source, context.LanguageOf(cell));
        html.Raw(isFolded ? "</code></pre></section></details>" : "</code></pre></section>");
    }

    private void Raw(HtmlWriter html, Cell cell)
    {
        string type = cell.Metadata.GetText("raw_mimetype") ?? cell.Metadata.GetText("format") ?? "";
        if (type is not ("" or "text/html" or "text/markdown" or "text/plain"))
        {
            // For another format, such as LaTeX.
            return;
        }

        Open(html, cell, "jp-RawCell", label: null);
        html.Raw("<section class=\"jp-Cell-inputWrapper\">");
        Prompt(html, "jp-InputPrompt", "");
        if (type == "text/html")
        {
            string id = context.NextId();
            string safe = HtmlSanitizer.Sanitize(cell.Source, new SanitizeOptions { Scope = $"#{id}", Image = context.Image });
            html.Raw("<section class=\"jp-RenderedHTMLCommon\"").Attribute("id", id).Raw(">").Raw(safe).Raw("</section>");
        }
        else if (type == "text/markdown")
        {
            RenderedMarkdown(html, cell);
        }
        else
        {
            html.Raw("<pre class=\"jp-InputArea-editor\">").Text(cell.Source).Raw("</pre>");
        }

        html.Raw("</section></article>\n");
    }

    private void Prompt(HtmlWriter html, string kind, string text)
    {
        if (!context.Options.HidePrompts)
        {
            html.Raw("<span").Attribute("class", $"jp-Prompt {kind}").Raw(">").Text(text).Raw("</span>");
        }
    }

    private static void Open(HtmlWriter html, Cell cell, string kind, string? label)
    {
        html.Raw("<article").Attribute("class", $"jp-Cell {kind}");
        if (cell.Id is { } id)
        {
            // As nbconvert names them.
            html.Attribute("id", $"cell-id={id}");
        }

        if (label is not null)
        {
            html.Attribute("aria-label", label);
        }

        html.Raw(">");
    }

    private static void OpenDisclosure(HtmlWriter html, string summary) => html.Raw("<details class=\"deckle-hidden\"><summary>").Text(summary).Raw("</summary>");

    /// <summary>The image of an address <c>attachment:NAME</c>.</summary>
    private static string? Attachment(Cell cell, string address)
    {
        if (!address.StartsWith("attachment:", StringComparison.Ordinal) || cell.Json.Get<JsonObject>("attachments") is not { } attachments)
        {
            return null;
        }

        string name = address["attachment:".Length..];
        JsonObject? bundle = attachments.Get<JsonObject>(name) ?? attachments.Get<JsonObject>(Uri.UnescapeDataString(name));
        foreach (JsonMember image in bundle ?? JsonObject.Empty)
        {
            string data = $"data:{image.Key};base64,";
            if (SafeUrl.IsImageData(data) && new MimeBundle(bundle!).Text(image.Key) is { } content)
            {
                return data + content.ReplaceLineEndings("");
            }
        }

        return null;
    }

    private static bool HasTag(Cell cell, IReadOnlyList<string> tags) => tags.Count > 0 && cell.Tags.Intersect(tags, StringComparer.Ordinal).Any();

    private static bool IsTrue(JsonObject? metadata, string key) => metadata?.Get<JsonBoolean>(key) is { Value: true };
}
