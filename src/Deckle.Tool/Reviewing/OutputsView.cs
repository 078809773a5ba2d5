using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Rendering;
using Deckle.Tool.Rendering.Frames;
using Deckle.Tool.Rendering.Sanitizing;

namespace Deckle.Tool.Reviewing;

/// <summary>Writes the outputs of a cell, each version opposite the other.</summary>
internal sealed class OutputsView(LinesView lines, ImagesView images, ReviewSide before, ReviewSide after)
{
    // The source of a library that an output brings along is not for reading.
    private const int LongestSource = 200_000;

    private static readonly JsonWriterOptions Indented = new() { Indent = 2, SortKeys = true };

    /// <param name="cell">What the cell is called.</param>
    public void Write(HtmlWriter html, IReadOnlyList<OutputPair> pairs, string cell)
    {
        if (pairs.Count == 0)
        {
            return;
        }

        html.Raw("<section class=\"outputs\" data-part=\"outputs\"><h4>").Text(pairs.Count == 1 ? "Output" : "Outputs").Raw("</h4>");
        for (int at = 0; at < pairs.Count; at++)
        {
            int run = pairs.Skip(at).TakeWhile(pair => !pair.IsChanged).Count();
            if (run > 0)
            {
                Unchanged(html, pairs, at, run, cell);
                at += run - 1;
            }
            else
            {
                Changed(html, pairs[at], Name(at, pairs.Count), cell);
            }
        }

        html.Raw("</section>");
    }

    /// <summary>The outputs of a cell that only one is asked of, as they are.</summary>
    public void WriteOnce(HtmlWriter html, IReadOnlyList<Output> outputs, string cell)
    {
        if (outputs.Count > 0)
        {
            html.Raw("<section class=\"outputs\" data-part=\"outputs\">");
            for (int at = 0; at < outputs.Count; at++)
            {
                after.Output(html, outputs[at], $"{Name(at, outputs.Count)} of {cell}");
            }

            html.Raw("</section>");
        }
    }

    private void Unchanged(HtmlWriter html, IReadOnlyList<OutputPair> pairs, int from, int count, string cell)
    {
        bool isIgnored = pairs.Skip(from).Take(count).Any(pair => pair.Before is { } one && pair.After is { } other && OutputPair.Bare(one) != OutputPair.Bare(other));
        html.Raw("<details class=\"fold\" data-fold><summary>")
            .Text($"{(count == 1 ? Name(from, pairs.Count) : string.Create(CultureInfo.InvariantCulture, $"{count} outputs"))} {(isIgnored ? "not compared" : "unchanged")}").Raw("</summary>");
        for (int at = from; at < from + count; at++)
        {
            OutputPair pair = pairs[at];
            (pair.After is null ? before : after).Output(html, pair.After ?? pair.Before!, $"{Name(at, pairs.Count)} of {cell}");
        }

        html.Raw("</details>");
    }

    /// <summary>Two versions of an output, or one that is new or gone.</summary>
    public void Changed(HtmlWriter html, OutputPair pair, string name, string cell)
    {
        string change = pair.Before is null ? "added" : pair.After is null ? "removed" : "changed";
        string label = $"{name} of {cell}";
        html.Raw("<div class=\"output-pair\" role=\"group\"").Attribute("aria-label", $"{label}, {change}").Raw("><p class=\"what\">");
        html.Raw(change switch { "added" => "<b class=\"sign\">+</b>", "removed" => "<b class=\"sign\">−</b>", _ => "<b class=\"sign\">±</b>" });
        html.Text($" {name} {change}: {Types(pair)}").Raw("</p>");
        if (pair is { Before: { } one, After: { } other })
        {
            Pair(html, one, other, label);
        }
        else if (!IsTree(pair.Before ?? pair.After!) && Text(pair.Before ?? pair.After!) is { } text)
        {
            lines.Write(html, pair.Before is null ? SourceLines.None : text, pair.After is null ? SourceLines.None : text, anchor: null);
        }
        else
        {
            Columns(html, pair.Before, pair.After, label);
        }

        html.Raw("</div>");
    }

    private void Pair(HtmlWriter html, Output one, Output other, string label)
    {
        string? type = before.ShownType(one);
        bool isOfOneType = type == after.ShownType(other);
        if (isOfOneType && type is not null && one.Data.Json[type] is { } left && left.Equals(other.Data.Json[type]))
        {
            html.Raw("<details class=\"fold\" data-fold><summary>").Text($"{type} is the same").Raw("</summary>");
            after.Output(html, other, label);
            html.Raw("</details>");
        }
        else if (Text(one) is { } oneText && Text(other) is { } otherText)
        {
            lines.Write(html, oneText, otherText, anchor: null);
            Note(html, oneText.Texts.SequenceEqual(otherText.Texts), "Its text is the same; colours or line ends changed.");
        }
        else if (isOfOneType && type is not null && SafeUrl.IsImageData($"data:{type}"))
        {
            images.Write(
                html, one.Data.Json[type]!, other.Data.Json[type]!, type,
                page => before.Output(page, one, $"{label}, before"), page => after.Output(page, other, $"{label}, after"));
        }
        else if (isOfOneType && type == "text/html")
        {
            Html(html, one, other, label);
        }
        else
        {
            Columns(html, one, other, label);
            if (isOfOneType && type is "text/markdown" or "text/latex" or "application/javascript")
            {
                Source(html, one, other, type);
            }
        }

        Others(html, one, other, isOfOneType ? type : null);
    }

    private void Html(HtmlWriter html, Output one, Output other, string label)
    {
        string left = one.Data.Text("text/html") ?? "";
        string right = other.Data.Text("text/html") ?? "";
        bool hasScript = ScriptFrames.HasScript(left) || ScriptFrames.HasScript(right);
        if (!hasScript && TablesView.Find(left, right) is { } tables)
        {
            TablesView.Write(html, tables);
        }
        else
        {
            Columns(html, one, other, label);
        }

        Source(html, one, other, "text/html");
    }

    // The other representations: who looks at the picture wants to know that its text changed, but not to read it at once.
    private void Others(HtmlWriter html, Output one, Output other, string? shown)
    {
        foreach (string type in one.Data.MediaTypes.Union(other.Data.MediaTypes, StringComparer.Ordinal).Where(type => type != shown))
        {
            JsonValue? left = one.Data.Json[type];
            JsonValue? right = other.Data.Json[type];
            bool isShown = type == before.ShownType(one) || type == after.ShownType(other);
            if (!isShown && !Equals(left, right) && (type.StartsWith("text/", StringComparison.Ordinal) || MimeBundle.IsJson(type)))
            {
                Source(html, one, other, type);
            }
        }

        if (!one.Metadata.Equals(other.Metadata))
        {
            html.Raw("<details class=\"fold\" data-fold data-part=\"metadata\"><summary>Metadata of the output changed</summary>");
            lines.Write(html, Json(one.Metadata), Json(other.Metadata), anchor: null);
            html.Raw("</details>");
        }
    }

    private void Source(HtmlWriter html, Output one, Output other, string type)
    {
        SourceLines left = Of(one.Data.Json[type]);
        SourceLines right = Of(other.Data.Json[type]);
        if (left.Texts.Sum(line => (long)line.Length) + right.Texts.Sum(line => (long)line.Length) > LongestSource)
        {
            return;
        }

        html.Raw("<details class=\"fold\" data-fold><summary>").Text($"{type} as text").Raw("</summary>");
        lines.Write(html, left, right, anchor: null);
        html.Raw("</details>");

        static SourceLines Of(JsonValue? value) => value switch
        {
            null => SourceLines.None,
            JsonString text => SourceLines.OfTerminal(text.Text),
            _ => Json(value),
        };
    }

    private void Columns(HtmlWriter html, Output? one, Output? other, string label)
    {
        html.Raw("<div class=\"columns\"><div class=\"before\">");
        if (one is not null)
        {
            html.Raw("<p class=\"side-name\">Before</p>");
            before.Output(html, one, $"{label}, before");
        }

        html.Raw("</div><div class=\"after\">");
        if (other is not null)
        {
            html.Raw("<p class=\"side-name\">After</p>");
            after.Output(html, other, $"{label}, after");
        }

        html.Raw("</div></div>");
    }

    // What is shown as text, line by line; null for what is shown otherwise.
    private SourceLines? Text(Output output) => output.Kind switch
    {
        OutputKind.Stream => SourceLines.OfTerminal(output.Text),
        OutputKind.Error => SourceLines.OfTerminal(output.Traceback.Count > 0 ? string.Join('\n', output.Traceback) : $"{output.ErrorName}: {output.ErrorValue}"),
        OutputKind.Unknown => Json(output.Json),
        _ => before.ShownType(output) switch
        {
            "text/plain" => SourceLines.OfTerminal(output.Data.Text("text/plain") ?? ""),
            { } type when MimeBundle.IsJson(type) && type != "application/vnd.jupyter.widget-view+json" => Json(output.Data.Json[type]!),
            _ => null,
        },
    };

    // Alone, JSON is a tree to unfold; two of them are compared by lines.
    private bool IsTree(Output output) => before.ShownType(output) is { } type && MimeBundle.IsJson(type);

    private static SourceLines Json(JsonValue value) => SourceLines.Of(JsonWriter.ToText(value, Indented), "json");

    private static void Note(HtmlWriter html, bool isTrue, string text)
    {
        if (isTrue)
        {
            html.Raw("<p class=\"note\">").Text(text).Raw("</p>");
        }
    }

    private static string Name(int index, int count) => count == 1 ? "Output" : string.Create(CultureInfo.InvariantCulture, $"Output {index + 1}");

    private string Types(OutputPair pair)
    {
        string one = pair.Before is { } left ? What(left, before) : "";
        string other = pair.After is { } right ? What(right, after) : "";
        return one.Length > 0 && other.Length > 0 && one != other ? $"{one} → {other}" : one.Length > 0 ? one : other;
    }

    private static string What(Output output, ReviewSide side) => output.Kind switch
    {
        OutputKind.Stream => output.StreamName,
        OutputKind.Error => $"error {output.ErrorName}",
        OutputKind.Unknown => output.Json.GetText("output_type") ?? "of an unknown type",
        _ => side.ShownType(output) ?? "empty",
    };
}
