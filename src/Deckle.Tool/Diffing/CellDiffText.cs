using System.Globalization;
using Deckle.Diffing;
using Deckle.Json;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Diffing;

/// <summary>Writes what happened to one cell: a heading, its source, its other members, its outputs.</summary>
internal sealed class CellDiffText
{
    private const string Indent = "  ";

    private readonly TerminalWriter writer;
    private readonly DiffTextOptions options;
    private readonly PayloadDiffText payloads;
    private readonly OutputDiffText outputs;

    public CellDiffText(TerminalWriter writer, DiffTextOptions options, WidgetNames widgets)
    {
        this.writer = writer;
        this.options = options;
        payloads = new PayloadDiffText(writer, options, widgets);
        outputs = new OutputDiffText(writer, options, payloads);
    }

    /// <param name="before">The cell before; null where it is new.</param>
    /// <param name="after">The cell after; null where it is gone.</param>
    public void Write(CellChange change, Cell? before, Cell? after)
    {
        Heading(change, (after ?? before)!);
        switch (change.Kind)
        {
            case CellChangeKind.Modified or CellChangeKind.MovedHere:
                Changed(before!.Json, change.Diff);
                break;
            case CellChangeKind.Added or CellChangeKind.SplitOff:
                Whole(after!, '+');
                break;
            case CellChangeKind.Removed or CellChangeKind.JoinedInto:
                Whole(before!, '-');
                break;
        }

        writer.Line();
    }

    private void Heading(CellChange change, Cell cell)
    {
        string what = change switch
        {
            { Kind: CellChangeKind.Modified } => "modified",
            { Kind: CellChangeKind.Added } => "added",
            { Kind: CellChangeKind.Removed } => "removed",
            { Kind: CellChangeKind.MovedAway } => Numbered("moved to", change.After),
            { Kind: CellChangeKind.MovedHere, Diff.IsEmpty: true } => Numbered("moved from", change.Before),
            { Kind: CellChangeKind.MovedHere } => $"{Numbered("moved from", change.Before)}, modified",
            { Kind: CellChangeKind.SplitOff } => Numbered("split off from", change.Before),
            { Kind: CellChangeKind.JoinedInto } => Numbered("joined into", change.After),
            _ => "unchanged",
        };
        bool isGone = change.Kind is CellChangeKind.Removed or CellChangeKind.MovedAway or CellChangeKind.JoinedInto;
        int number = isGone ? change.Before!.Value : change.After!.Value;
        string was = change.Kind == CellChangeKind.Modified && change.Before != change.After ? string.Create(CultureInfo.InvariantCulture, $" (was {change.Before})") : "";
        string id = cell.Id is { } text ? $" id={text}" : "";
        TerminalStyle style = change.Kind switch
        {
            CellChangeKind.Added or CellChangeKind.SplitOff => TerminalStyle.Added,
            CellChangeKind.Removed or CellChangeKind.JoinedInto or CellChangeKind.MovedAway => TerminalStyle.Removed,
            _ => TerminalStyle.Changed,
        };
        writer.Text(string.Create(CultureInfo.InvariantCulture, $"cell {number}{was} [{cell.Json.GetText("cell_type") ?? "unknown"}]{id}: "), TerminalStyle.Bold).Line(what, style);
    }

    private static string Numbered(string what, int? index) => string.Create(CultureInfo.InvariantCulture, $"{what} {index}");

    private void Changed(JsonObject before, Diff diff)
    {
        if (diff.FirstOrDefault(entry => entry.Key.Name == "source") is { } source)
        {
            LineDiff? lines = source.Op == DiffOp.Patch && before["source"] is JsonString text ? LineDiff.Of(text, source.Inner!) : null;
            lines ??= LineDiff.Between((before["source"] as JsonString)?.Text ?? "", (source.Value as JsonString)?.Text ?? "");
            new HunkText(writer, options, Indent).Write(lines);
        }

        Diff members = new(diff.Where(entry => !(entry.Key.Name is "source" or "outputs" or "attachments")));
        new MemberText(writer, options.MostOutputLines).Write(MemberChange.In(before, members, JsonPath.Root), Indent);
        if (diff.FirstOrDefault(entry => entry.Key.Name == "attachments") is { } attachments)
        {
            JsonObject after = attachments.Op == DiffOp.Patch ? (JsonObject)DiffPatcher.Patch(before["attachments"]!, attachments.Inner!) : attachments.Value as JsonObject ?? JsonObject.Empty;
            Attachments(before.Get<JsonObject>("attachments") ?? JsonObject.Empty, after);
        }

        if (diff.FirstOrDefault(entry => entry.Key.Name == "outputs") is { } changed)
        {
            JsonArray old = before.Get<JsonArray>("outputs") ?? JsonArray.Empty;
            Diff inner = changed.Op == DiffOp.Patch ? changed.Inner! : ValueDiffer.Compare(old, changed.Value as JsonArray ?? JsonArray.Empty);
            outputs.Write(old, inner, isCounted: diff.Any(entry => entry.Key.Name == "execution_count"));
        }
    }

    private void Attachments(JsonObject before, JsonObject after)
    {
        foreach (string name in before.Keys.Union(after.Keys).Where(name => before[name] != after[name]))
        {
            writer.Text(Indent).Line($"attachment {name}", TerminalStyle.Changed);
            payloads.Write(new MimeBundle(before.Get<JsonObject>(name) ?? JsonObject.Empty), new MimeBundle(after.Get<JsonObject>(name) ?? JsonObject.Empty), $"{Indent}{Indent}");
        }
    }

    private void Whole(Cell cell, char sign)
    {
        TerminalStyle style = sign == '+' ? TerminalStyle.Added : TerminalStyle.Removed;
        IReadOnlyList<string> lines = PythonLines.Split(cell.Source);
        foreach (string line in lines.Take(options.MostCellLines))
        {
            string text = line.TrimEnd('\n').TrimEnd('\r');
            writer.Text(Indent).Line($"{sign}{(text.Length <= options.MostWidth ? text : $"{text.AsSpan(0, options.MostWidth)}…")}", style);
        }

        if (lines.Count > options.MostCellLines)
        {
            writer.Text(Indent).Line(string.Create(CultureInfo.InvariantCulture, $"{sign}… {lines.Count - options.MostCellLines:N0} more lines"), style);
        }

        IEnumerable<JsonMember> members = cell.Json.Where(member => member.Key is not ("cell_type" or "id" or "source" or "outputs" or "attachments") && member.Value is not JsonObject { Count: 0 } and not JsonNull);
        new MemberText(writer, options.MostOutputLines).Write(
            members.Select(member => sign == '+' ? new MemberChange(JsonPath.Root.Key(member.Key), null, member.Value) : new MemberChange(JsonPath.Root.Key(member.Key), member.Value, null)), Indent);
        foreach (JsonMember attachment in cell.Json.Get<JsonObject>("attachments") ?? JsonObject.Empty)
        {
            writer.Text(Indent).Line($"{sign} attachment {attachment.Key}", style);
            payloads.WriteWhole(new MimeBundle(attachment.Value as JsonObject ?? JsonObject.Empty), sign, $"{Indent}{Indent}");
        }

        outputs.WriteWhole(cell.Outputs, sign);
    }
}
