using System.Globalization;
using System.Text;
using Deckle.Diffing;
using Deckle.Json;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Diffing;

/// <summary>Writes comparisons for people: by cell, source before outputs. Two sides that are the same get no line.</summary>
internal static class DiffText
{
    public static void Write(NotebookComparison comparison, TextWriter writer, DiffTextOptions options)
    {
        if (!comparison.IsDifferent)
        {
            return;
        }

        var terminal = new TerminalWriter(writer, options.UsesColor);
        foreach (string line in FileChangeText.Lines(comparison))
        {
            terminal.Line(line, TerminalStyle.Bold);
        }

        if (!comparison.HasContentChange)
        {
            return;
        }

        terminal.Line($"--- {Name(comparison.Before)}", TerminalStyle.Bold);
        terminal.Line($"+++ {Name(comparison.After)}", TerminalStyle.Bold);
        if (comparison.Diff is { } diff)
        {
            Write(diff, terminal, options);
        }
        else
        {
            Write(comparison.Before.Content.GetValueOrDefault().Span, comparison.After.Content.GetValueOrDefault().Span, terminal, options);
        }
    }

    // As git names the side that is not there.
    private static string Name(DiffSide side) => side.Content is null ? "/dev/null" : side.Name;

    private static void Write(NotebookDiff diff, TerminalWriter terminal, DiffTextOptions options)
    {
        terminal.Line();
        var widgets = new WidgetNames(diff.After, diff.Before);
        MemberChange[] members = [.. MemberChange.In(diff.Before.Json, diff.Members, JsonPath.Root)];
        if (members.Length > 0)
        {
            terminal.Text("notebook: ", TerminalStyle.Bold).Line("modified", TerminalStyle.Changed);
            new MemberText(terminal, options.MostOutputLines).Write(members, "  ");
            terminal.Line();
        }

        var cells = new CellDiffText(terminal, options, widgets);
        foreach (CellChange change in diff.Cells.Where(cell => cell.Kind != CellChangeKind.Unchanged))
        {
            bool hasBefore = change.Kind is not (CellChangeKind.Added or CellChangeKind.SplitOff);
            bool hasAfter = change.Kind is CellChangeKind.Modified or CellChangeKind.MovedHere or CellChangeKind.Added or CellChangeKind.SplitOff;
            cells.Write(change, hasBefore ? diff.Before.Cells[change.Before!.Value] : null, hasAfter ? diff.After.Cells[change.After!.Value] : null);
        }

        terminal.Line(Summary(diff), TerminalStyle.Dim);
    }

    private static string Summary(NotebookDiff diff)
    {
        (string What, int Count)[] counts =
        [
            ("modified", Count(diff, CellChangeKind.Modified)),
            ("added", Count(diff, CellChangeKind.Added)),
            ("removed", Count(diff, CellChangeKind.Removed)),
            ("moved", Count(diff, CellChangeKind.MovedHere)),
            ("split off", Count(diff, CellChangeKind.SplitOff)),
            ("joined", Count(diff, CellChangeKind.JoinedInto)),
            ("unchanged", Count(diff, CellChangeKind.Unchanged)),
        ];
        return $"cells: {string.Join(", ", counts.Where(count => count.Count > 0).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Count:N0} {count.What}")))}";
    }

    private static int Count(NotebookDiff diff, CellChangeKind kind) => diff.Cells.Count(cell => cell.Kind == kind);

    // What is no notebook is compared as what it is.
    private static void Write(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, TerminalWriter terminal, DiffTextOptions options)
    {
        if (before.Contains((byte)0) || after.Contains((byte)0))
        {
            terminal.Line($"binary files differ: {ByteSize.Of(before.Length)} → {ByteSize.Of(after.Length)}");
            return;
        }

        LineDiff lines = LineDiff.BetweenFiles(Encoding.UTF8.GetString(before), Encoding.UTF8.GetString(after));
        new HunkText(terminal, options) { TellsLineEnds = true }.Write(lines);
    }
}
