using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Rendering.Sanitizing;

namespace Deckle.Tool.Rendering.Cells;

/// <summary>
/// ipywidgets without their JavaScript: what the notebook's saved state says each showed. Text widgets show their text, boxes their
/// children, progress bars their progress, output widgets their outputs, others their description and value.
/// </summary>
internal sealed class WidgetRenderer(RenderContext context, Action<HtmlWriter, Output> writeOutput)
{
    public const string MediaType = "application/vnd.jupyter.widget-view+json";

    private const string Reference = "IPY_MODEL_";

    // Widgets may contain themselves, or each other many times over.
    private const int Deepest = 12;
    private const int MostInOutput = 2000;

    private int depth;
    private int left;

    /// <summary>Whether a widget can be shown; where not, its other representations are.</summary>
    public static bool HasState(RenderContext context, MimeBundle data) => State(context, ModelId(data)) is not null || !data.Json.Has("text/plain");

    public void Write(HtmlWriter html, MimeBundle data)
    {
        if (State(context, ModelId(data)) is { } state)
        {
            left = depth == 0 ? MostInOutput : left;
            Widget(html, state);
        }
        else
        {
            html.Raw("<p class=\"deckle-note\">A widget stood here; the notebook was saved without its state.</p>");
        }
    }

    private static string ModelId(MimeBundle data) => data.Json.Get<JsonObject>(MediaType)?.GetText("model_id") ?? "";

    private static JsonObject? State(RenderContext context, string modelId) => context.WidgetStates.Get<JsonObject>(modelId)?.Get<JsonObject>("state");

    private void Widget(HtmlWriter html, JsonObject state)
    {
        if (depth == Deepest || left-- <= 0)
        {
            return;
        }

        depth++;
        string model = state.GetText("_model_name") ?? "";
        if (state.Get<JsonArray>("children") is { } children)
        {
            html.Raw(model.StartsWith("HBox", StringComparison.Ordinal) ? "<section class=\"jp-Widget-row\">" : "<section>");
            foreach (JsonString child in children.OfType<JsonString>())
            {
                if (child.Text.StartsWith(Reference, StringComparison.Ordinal) && State(context, child.Text[Reference.Length..]) is { } inner)
                {
                    Widget(html, inner);
                }
            }

            html.Raw("</section>");
        }
        else if (model == "OutputModel")
        {
            foreach (JsonObject output in (state.Get<JsonArray>("outputs") ?? JsonArray.Empty).OfType<JsonObject>())
            {
                Output(html, new Output(output));
            }
        }
        else
        {
            Leaf(html, state, model);
        }

        depth--;
    }

    private void Output(HtmlWriter html, Output output)
    {
        if (output.Kind is OutputKind.DisplayData or OutputKind.ExecuteResult)
        {
            writeOutput(html, output);
            return;
        }

        string text = output.Kind == OutputKind.Error ? string.Join('\n', output.Traceback) : output.Text;
        html.Raw("<pre class=\"jp-RenderedText\">");
        Ansi.AnsiRenderer.Write(html, text);
        html.Raw("</pre>");
    }

    private static void Leaf(HtmlWriter html, JsonObject state, string model)
    {
        string description = state.GetText("description") ?? "";
        string value = Text(state["value"]);
        html.Raw("<span class=\"jp-Widget-item\">");
        if (description.Length > 0)
        {
            html.Raw("<span class=\"jp-Widget-label\">").Text(description).Raw(" </span>");
        }

        if (model.Contains("Progress", StringComparison.Ordinal))
        {
            html.Raw("<progress").Attribute("value", value).Attribute("max", Text(state["max"]));
            html.Attribute("aria-label", description.Length > 0 ? description : "Progress").Raw("></progress>");
        }
        else if (model.StartsWith("HTML", StringComparison.Ordinal))
        {
            html.Raw(HtmlSanitizer.Sanitize(value));
        }
        else if (model.StartsWith("Image", StringComparison.Ordinal))
        {
            html.Raw("<span class=\"deckle-note\">image</span>");
        }
        else
        {
            html.Text(value);
        }

        html.Raw("</span>");
    }

    private static string Text(JsonValue? value) => value switch
    {
        null or JsonNull => "",
        JsonString text => text.Text,
        JsonNumber number => number.TryGetInt64(out long whole) ? whole.ToString(CultureInfo.InvariantCulture) : number.Token,
        JsonBoolean boolean => boolean.Value ? "yes" : "no",
        JsonArray items => string.Join(" – ", items.Select(Text)),
        _ => "",
    };
}
