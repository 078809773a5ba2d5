using System.Globalization;
using System.Text;
using Deckle.Json;
using Deckle.Tool.Rendering.Ansi;
using Deckle.Tool.Rendering.Markup;
using Deckle.Tool.Rendering.Frames;
using Deckle.Tool.Rendering.Sanitizing;

namespace Deckle.Tool.Rendering.Cells;

/// <summary>Writes the outputs of a cell. Everything in them is taken for hostile: text is escaped, HTML sanitised, scripts framed.</summary>
internal sealed class OutputRenderer
{
    // The order of nbconvert's HTML exporter, and behind it what that leaves out.
    private static readonly string[] Priority =
    [
        WidgetRenderer.MediaType, "application/javascript", "text/html", "text/markdown", "image/svg+xml", "text/latex", "image/png", "image/jpeg",
        "image/gif", "image/webp", "image/bmp", "application/pdf", "application/json", "text/plain",
    ];

    // Longer text scrolls in its own box.
    private const int ScrollsFrom = 40;

    private readonly RenderContext context;
    private readonly WidgetRenderer widgets;

    public OutputRenderer(RenderContext context)
    {
        this.context = context;
        widgets = new WidgetRenderer(context, (html, output) => Data(html, output.Data, output.Metadata, "Output of a widget", isScrolled: null));
    }

    /// <summary>Writes one output by itself.</summary>
    /// <param name="label">What it is called for who cannot see it.</param>
    public void Write(HtmlWriter html, Output output, string label) => One(html, output, output.Text, label, isScrolled: null);

    /// <summary>The type of a result's representation that is shown; null for an empty result.</summary>
    public string? ShownType(MimeBundle data) =>
        Priority.FirstOrDefault(type => data.Json.Has(type) && !(type == WidgetRenderer.MediaType && !WidgetRenderer.HasState(context, data)))
        ?? data.MediaTypes.FirstOrDefault();

    public void Write(HtmlWriter html, Cell cell, int number)
    {
        html.Raw("<section class=\"jp-OutputArea\">");
        IReadOnlyList<Output> outputs = cell.Outputs;
        bool? isScrolled = cell.Metadata.Get<JsonBoolean>("scrolled")?.Value;
        for (int at = 0; at < outputs.Count; at++)
        {
            Output output = outputs[at];
            string text = output.Text;
            if (output.Kind == OutputKind.Stream && at + 1 < outputs.Count && Continues(output, outputs[at + 1]))
            {
                // What one stream wrote in several messages is one text: a progress bar overwrites itself across them.
                var whole = new StringBuilder(text);
                while (at + 1 < outputs.Count && Continues(output, outputs[at + 1]))
                {
                    whole.Append(outputs[++at].Text);
                }

                text = whole.ToString();
            }

            One(html, output, text, $"Output of cell {number}", isScrolled);
        }

        html.Raw("</section>");
    }

    private static bool Continues(Output stream, Output next) => next.Kind == OutputKind.Stream && next.StreamName == stream.StreamName;

    /// <param name="streamed">What a stream wrote.</param>
    private void One(HtmlWriter html, Output output, string streamed, string label, bool? isScrolled)
    {
        switch (output.Kind)
        {
            case OutputKind.Stream:
                bool isError = output.StreamName == "stderr";
                Text(html, streamed, isError ? "application/vnd.jupyter.stderr" : "application/vnd.jupyter.stdout", isError ? "Error stream" : "Output", isScrolled);
                break;
            case OutputKind.Error:
                string traceback = output.Traceback.Count > 0 ? string.Join('\n', output.Traceback) : $"{output.ErrorName}: {output.ErrorValue}";
                Text(html, traceback, "application/vnd.jupyter.error", "Error", isScrolled);
                break;
            case OutputKind.DisplayData or OutputKind.ExecuteResult:
                string prompt = output.Kind == OutputKind.ExecuteResult && output.Json["execution_count"] is JsonNumber count ? $"Out[{count.Token}]:" : "";
                Open(html, prompt);
                Data(html, output.Data, output.Metadata, label, isScrolled);
                html.Raw("</section>");
                break;
        }
    }

    /// <summary>Writes the best representation of a result.</summary>
    private void Data(HtmlWriter html, MimeBundle data, JsonObject metadata, string label, bool? isScrolled)
    {
        string? best = ShownType(data);
        switch (best)
        {
            case null:
                break;
            case WidgetRenderer.MediaType:
                html.Raw("<section class=\"jp-OutputArea-output jp-Widget\">");
                widgets.Write(html, data);
                html.Raw("</section>");
                break;
            case "text/html":
                Html(html, data, metadata, label, isScrolled);
                break;
            case "application/javascript":
                context.Frames.WriteScript(html, data.Text(best) ?? "", label);
                break;
            case "text/markdown":
                string id = context.NextId();
                html.Raw("<section class=\"jp-OutputArea-output jp-RenderedHTMLCommon\"").Attribute("id", id).Raw(">")
                    .Raw(context.Markdown.Render(data.Text(best) ?? "", context.Image, $"#{id}")).Raw("</section>");
                break;
            case "text/latex":
                Latex(html, data.Text(best) ?? "");
                break;
            case "text/plain":
                Preformatted(html, data.Text(best) ?? "", best, label, isScrolled);
                break;
            case "application/pdf":
                Attached(html, data, best, "output.pdf");
                break;
            case not null when SafeUrl.IsImageData($"data:{best}"):
                Image(html, data, metadata, best, label);
                break;
            case not null when MimeBundle.IsJson(best):
                html.Raw("<section class=\"jp-OutputArea-output jp-RenderedJSON\">");
                JsonTree.Write(html, data.Json[best]!);
                html.Raw("</section>");
                break;
            default:
                html.Raw("<p class=\"jp-OutputArea-output deckle-note\">").Text($"An output of type {best}, which cannot be shown here.").Raw("</p>");
                break;
        }
    }

    private void Html(HtmlWriter html, MimeBundle data, JsonObject metadata, string label, bool? isScrolled)
    {
        string source = data.Text("text/html") ?? "";
        if (ScriptFrames.HasScript(source))
        {
            var others = new MimeBundle(data.Json.Without("text/html"));
            context.Frames.Write(html, source, label, fallback => Data(fallback, others, metadata, label, isScrolled));
            return;
        }

        string id = context.NextId();
        string safe = HtmlSanitizer.Sanitize(source, new SanitizeOptions { Scope = $"#{id}", Image = context.Image });
        html.Raw("<section class=\"jp-OutputArea-output jp-RenderedHTMLCommon jp-RenderedHTML\" data-mime-type=\"text/html\"").Attribute("id", id).Raw(">").Raw(safe).Raw("</section>");
    }

    private void Latex(HtmlWriter html, string source)
    {
        MathSpans math = MathSpans.In(source);
        context.Tex.AddRange(math.Tex);
        html.Raw("<section class=\"jp-OutputArea-output jp-RenderedLatex\">").Raw(math.ToHtml(HtmlWriter.Escape(math.Text), isCode: false)).Raw("</section>");
    }

    private static void Image(HtmlWriter html, MimeBundle data, JsonObject metadata, string type, string label)
    {
        JsonObject? own = metadata.Get<JsonObject>(type);
        html.Raw("<figure class=\"jp-OutputArea-output jp-RenderedImage\"><img src=\"data:").Text(type).Raw(";base64,");
        if (type == "image/svg+xml")
        {
            // As an image it runs no scripts and loads nothing. It then needs the namespace that HTML implies.
            string svg = data.Text(type) ?? "";
            int tag = svg.IndexOf("<svg", StringComparison.Ordinal);
            if (tag >= 0 && !svg.Contains("http://www.w3.org/2000/svg", StringComparison.Ordinal))
            {
                svg = svg.Insert(tag + 4, " xmlns=\"http://www.w3.org/2000/svg\"");
            }

            html.Raw(Convert.ToBase64String(Encoding.UTF8.GetBytes(svg)));
        }
        else if (data.Json[type] is JsonString base64 && HtmlWriter.IsBase64(base64))
        {
            html.Raw(base64.Utf8);
        }
        else
        {
            html.Raw(string.Concat((data.Text(type) ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=')));
        }

        html.Raw("\"").Attribute("alt", Alternative(data, own, metadata, label));
        Length(html, "width", own, metadata);
        Length(html, "height", own, metadata);
        string? background = own?.GetText("needs_background") ?? metadata.GetText("needs_background");
        html.Raw(background is "light" or "dark" ? $" class=\"jp-needs-{background}-background\"></figure>" : "></figure>");
    }

    // What the author said of it, else how Python prints it ("<Figure size 640x480 with 1 Axes>").
    private static string Alternative(MimeBundle data, JsonObject? own, JsonObject metadata, string label)
    {
        string? given = own?.GetText("alt") ?? metadata.GetText("alt");
        if (given is not null)
        {
            return given;
        }

        string plain = data.Text("text/plain")?.Trim('<', '>', ' ', '\n') ?? "";
        return plain.Length is > 0 and < 200 ? $"{label}: {plain}" : label;
    }

    private static void Length(HtmlWriter html, string name, JsonObject? own, JsonObject metadata)
    {
        string? length = (own?[name] ?? metadata[name]) switch
        {
            JsonNumber number => number.Token,
            JsonString text => text.Text,
            _ => null,
        };
        if (length is not null && double.TryParse(length.TrimEnd('p', 'x', '%'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0)
        {
            html.Attribute(name, length);
        }
    }

    private static void Attached(HtmlWriter html, MimeBundle data, string type, string name)
    {
        html.Raw("<p class=\"jp-OutputArea-output\"><a").Attribute("download", name).Raw(" href=\"data:").Text(type).Raw(";base64,")
            .Text(data.Text(type) ?? "").Raw("\">").Text(name).Raw("</a></p>");
    }

    private void Text(HtmlWriter html, string text, string type, string label, bool? isScrolled)
    {
        Open(html, "");
        Preformatted(html, text, type, label, isScrolled);
        html.Raw("</section>");
    }

    private static void Preformatted(HtmlWriter html, string text, string type, string label, bool? isScrolled)
    {
        // A box that scrolls must take the keyboard's focus, and then needs a name.
        bool scrolls = isScrolled ?? text.AsSpan().Count('\n') > ScrollsFrom;
        html.Raw("<pre class=\"jp-OutputArea-output jp-RenderedText").Raw(scrolls ? " jp-mod-scrolled\" tabindex=\"0\" role=\"group\"" : "\"");
        if (scrolls)
        {
            html.Attribute("aria-label", label);
        }

        html.Attribute("data-mime-type", type).Raw(">");

        // The first line feed in a pre is no content.
        html.Raw(text.StartsWith('\n') ? "\n" : "");
        AnsiRenderer.Write(html, text);
        html.Raw("</pre>");
    }

    private void Open(HtmlWriter html, string prompt)
    {
        html.Raw("<section class=\"jp-OutputArea-child\">");
        if (!context.Options.HidePrompts)
        {
            html.Raw("<span class=\"jp-Prompt jp-OutputPrompt\">").Text(prompt).Raw("</span>");
        }
    }
}
