using System.Globalization;
using Deckle.Diffing;
using Deckle.Json;
using Deckle.Tool.Rendering;

namespace Deckle.Tool.Reviewing;

/// <summary>Writes a cell of a comparison: its heading, source, outputs, and what stands beside them.</summary>
internal sealed class CellView
{
    // A source that did not change is context: short ones are shown with the outputs that did.
    private const int ShortSource = 12;

    private readonly ComparedNotebooks file;
    private readonly LinesView lines;
    private readonly OutputsView outputs;
    private readonly AboutView about;

    public CellView(ComparedNotebooks file, ReviewOptions options, ImagesView images)
    {
        this.file = file;
        lines = new LinesView(options);
        outputs = new OutputsView(lines, images, file.Before, file.After);
        about = new AboutView(lines);
    }

    /// <summary>A cell that is the same on both sides, once.</summary>
    public void WriteUnchanged(HtmlWriter html, CellChange change)
    {
        Cell cell = file.Diff.After.Cells[change.After!.Value];
        string anchor = file.Anchors.Of(change);
        string name = Name(change);
        html.Raw("<article class=\"cell same\"").Attribute("id", anchor).Attribute("aria-label", $"{name}, unchanged").Raw("><h3>")
            .Text(name).Raw(" <span class=\"kind\">").Text(Kind(cell)).Raw("</span></h3><div class=\"source\">");
        if (cell.Kind == CellKind.Markdown)
        {
            file.After.Markdown(html, cell);
        }
        else
        {
            LinesView.WriteOnce(html, file.After.Source(cell), anchor);
        }

        html.Raw("</div>");
        outputs.WriteOnce(html, cell.Outputs, name);
        html.Raw("</article>\n");
    }

    /// <summary>A cell that changed, came, went or moved.</summary>
    public void WriteChanged(HtmlWriter html, CellChange change)
    {
        Cell? before = change.Before is { } from && change.Kind != CellChangeKind.SplitOff ? file.Diff.Before.Cells[from] : null;
        Cell? after = change.After is { } to && change.Kind is not (CellChangeKind.JoinedInto or CellChangeKind.MovedAway) ? file.Diff.After.Cells[to] : null;
        bool isNoise = file.NoiseOf(change) != DiffNoise.None;
        string name = Name(change);
        (string sign, string style, string what) = What(change, isNoise);
        html.Raw("<article").Attribute("class", $"cell {style}").Attribute("id", file.Anchors.Of(change)).Attribute("aria-label", $"{name}, {what}")
            .Raw(" tabindex=\"-1\" data-change").Raw(isNoise ? " data-noise>" : ">")
            .Raw(isNoise ? "<details data-body>" : "<details open data-body>").Raw("<summary><h3><b class=\"sign\">").Text(sign).Raw("</b> ").Text(name)
            .Raw(" <span class=\"kind\">").Text(Kinds(before, after)).Raw("</span> <span class=\"state\">").Text(what).Raw("</span></h3></summary><div class=\"body\">");
        Elsewhere(html, change);
        if (change.Kind != CellChangeKind.MovedAway)
        {
            Source(html, change, before, after);
            Attachments(html, change, before, after, name);
            outputs.Write(html, Pairs(change, before, after), name);
            about.Write(html, before, after, change.Diff);
        }

        html.Raw("</div></details></article>\n");
    }

    private static IReadOnlyList<OutputPair> Pairs(CellChange change, Cell? before, Cell? after) => (before, after) switch
    {
        ({ } from, { } to) => OutputPair.Of(from, to, change.Diff),
        ({ } from, null) => [.. from.Outputs.Select(output => new OutputPair(output, null, true))],
        (null, { } to) => [.. to.Outputs.Select(output => new OutputPair(null, output, true))],
        _ => [],
    };

    private void Source(HtmlWriter html, CellChange change, Cell? before, Cell? after)
    {
        string anchor = file.Anchors.Of(change);
        SourceLines left = before is null ? SourceLines.None : file.Before.Source(before);
        SourceLines right = after is null ? SourceLines.None : file.After.Source(after);
        html.Raw("<div class=\"source\">");
        if (before is not null && after is not null && !change.Diff.Any(entry => entry.Key.Name is "source" or "cell_type"))
        {
            html.Raw(right.Count <= ShortSource ? "<details class=\"fold\" data-fold open>" : "<details class=\"fold\" data-fold>")
                .Raw("<summary>").Text(before.Source == after.Source ? $"Source unchanged, {Lines(right.Count)}" : "Source not compared").Raw("</summary>");
            if (after.Kind == CellKind.Markdown)
            {
                file.After.Markdown(html, after);
            }
            else
            {
                LinesView.WriteOnce(html, right, anchor);
            }

            html.Raw("</details>");
        }
        else if (before?.Kind == CellKind.Markdown || after?.Kind == CellKind.Markdown)
        {
            Rendered(html, before, after);
            html.Raw("<details class=\"fold\" data-fold data-source open><summary>Source</summary>");
            lines.Write(html, left, right, anchor);
            html.Raw("</details>");
        }
        else
        {
            lines.Write(html, left, right, anchor);
        }

        if (before is not null && after is not null && before.Source != after.Source && left.Texts.SequenceEqual(right.Texts))
        {
            html.Raw("<p class=\"note\">Only line ends differ.</p>");
        }

        html.Raw("</div>");
    }

    private void Rendered(HtmlWriter html, Cell? before, Cell? after)
    {
        html.Raw("<div class=\"columns rendered\" data-rendered><div class=\"before\">");
        if (before?.Kind == CellKind.Markdown)
        {
            html.Raw("<p class=\"side-name\">Before</p>");
            file.Before.Markdown(html, before);
        }

        html.Raw("</div><div class=\"after\">");
        if (after?.Kind == CellKind.Markdown)
        {
            html.Raw("<p class=\"side-name\">After</p>");
            file.After.Markdown(html, after);
        }

        html.Raw("</div></div>");
    }

    private void Attachments(HtmlWriter html, CellChange change, Cell? before, Cell? after, string name)
    {
        JsonObject from = before?.Json.Get<JsonObject>("attachments") ?? JsonObject.Empty;
        JsonObject to = after?.Json.Get<JsonObject>("attachments") ?? JsonObject.Empty;
        bool isCompared = before is null || after is null || change.Diff.Any(entry => entry.Key.Name == "attachments");
        string[] changed = isCompared ? [.. from.Keys.Union(to.Keys, StringComparer.Ordinal).Where(key => !Equals(from[key], to[key]))] : [];
        if (changed.Length == 0)
        {
            return;
        }

        html.Raw("<section class=\"attachments\"><h4>Attachments</h4>");
        foreach (string key in changed)
        {
            outputs.Changed(html, new OutputPair(Attachment(from[key]), Attachment(to[key]), true), $"Attachment {key}", name);
        }

        html.Raw("</section>");
    }

    // An attachment is a bundle of representations, as a result is.
    private static Output? Attachment(JsonValue? bundle) => bundle is null
        ? null
        : new Output(JsonObject.Of(("output_type", "display_data"), ("data", bundle as JsonObject ?? JsonObject.Empty), ("metadata", JsonObject.Empty)));

    private void Elsewhere(HtmlWriter html, CellChange change)
    {
        (string before, string? anchor, int index)? place = change switch
        {
            { Kind: CellChangeKind.MovedAway, After: { } to } => ("It is now ", file.Anchors.After(to), to),
            { Kind: CellChangeKind.MovedHere, Before: { } from } => ("It was ", file.Anchors.Before(file.Diff, from, CellChangeKind.MovedAway), from),
            { Kind: CellChangeKind.SplitOff, Before: { } from } => ("It was part of what was ", file.Anchors.Before(file.Diff, from, null), from),
            { Kind: CellChangeKind.JoinedInto, After: { } to } => ("Its source is now part of ", file.Anchors.After(to), to),
            _ => null,
        };
        if (place is not var (words, target, number))
        {
            return;
        }

        html.Raw("<p class=\"note\">").Text(words);
        string called = string.Create(CultureInfo.InvariantCulture, $"cell {number + 1}");
        if (target is null)
        {
            html.Text(called);
        }
        else
        {
            html.Raw("<a").Attribute("href", $"#{target}").Raw(">").Text(called).Raw("</a>");
        }

        html.Raw(".</p>");
    }

    private static (string Sign, string Style, string What) What(CellChange change, bool isNoise) => change.Kind switch
    {
        CellChangeKind.Added => ("+", "is-added", "added"),
        CellChangeKind.Removed => ("−", "is-removed", "removed"),
        CellChangeKind.SplitOff => ("+", "is-added", Number("split off from cell ", change.Before)),
        CellChangeKind.JoinedInto => ("−", "is-removed", Number("joined into cell ", change.After)),
        CellChangeKind.MovedAway => ("↗", "is-moved", Number("moved to cell ", change.After)),
        CellChangeKind.MovedHere => ("↘", "is-moved", change.Diff.IsEmpty ? Number("moved from cell ", change.Before) : $"{Number("moved from cell ", change.Before)}, modified: {Parts(change)}"),
        _ => ("±", isNoise ? "is-modified is-noise" : "is-modified", $"{(isNoise ? "noise only" : "modified")}: {Parts(change)}"),
    };

    private static string Number(string words, int? index) => string.Create(CultureInfo.InvariantCulture, $"{words}{index + 1}");

    private static string Parts(CellChange change)
    {
        string[] order = ["cell_type", "source", "outputs", "attachments", "execution_count", "id", "metadata"];
        return string.Join(", ", change.Diff.Select(entry => entry.Key.Name!).OrderBy(key => Array.IndexOf(order, key) is >= 0 and var at ? at : order.Length)
            .Select(key => key switch { "cell_type" => "type", "execution_count" => "execution count", _ => key }));
    }

    private static string Name(CellChange change) => change switch
    {
        { Kind: CellChangeKind.Removed or CellChangeKind.JoinedInto or CellChangeKind.MovedAway } => Number("Cell ", change.Before),
        { Kind: CellChangeKind.Unchanged or CellChangeKind.Modified } when change.Before != change.After =>
            string.Create(CultureInfo.InvariantCulture, $"Cell {change.Before + 1} → {change.After + 1}"),
        _ => Number("Cell ", change.After),
    };

    private static string Kinds(Cell? before, Cell? after) =>
        before is not null && after is not null && Kind(before) != Kind(after) ? $"{Kind(before)} → {Kind(after)}" : after is null ? before is null ? "" : Kind(before) : Kind(after);

    private static string Kind(Cell cell) => cell.Json.GetText("cell_type") ?? "unknown";

    private static string Lines(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "line" : "lines")}");
}
