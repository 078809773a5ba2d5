using System.Globalization;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Diffing;

/// <summary>Counts comparisons: <c>--stat</c>. One line a file, columns under each other, and totals, as git lays its own out.</summary>
internal static class DiffStat
{
    public static void Write(IEnumerable<NotebookComparison> comparisons, TextWriter writer, DiffTextOptions options)
    {
        var terminal = new TerminalWriter(writer, options.UsesColor);
        (string Name, DiffCounts? Counts, string Sizes)[] files =
        [
            .. comparisons.Where(comparison => comparison.IsDifferent)
                .Select(comparison => (Name(comparison), comparison.Diff is { } diff ? DiffCounts.Of(diff) : (DiffCounts?)null, Sizes(comparison))),
        ];
        if (files.Length == 0)
        {
            return;
        }

        int names = files.Max(file => TerminalWidth.Of(SafeText.Of(file.Name)));
        string[][] columns = [.. files.Select(file => file.Counts is { } counts ? Columns(counts) : [])];
        int[] widths = [.. Enumerable.Range(0, 7).Select(column => columns.Where(row => row.Length > 0).Select(row => row[column].Length).DefaultIfEmpty(0).Max())];
        DiffCounts total = default;
        for (int at = 0; at < files.Length; at++)
        {
            string name = SafeText.Of(files[at].Name);
            terminal.Text($" {name}{new string(' ', names - TerminalWidth.Of(name))} | ");
            if (files[at].Counts is { } counts)
            {
                total += counts;
                Row(terminal, columns[at], widths);
            }
            else
            {
                terminal.Line($"no notebook, {files[at].Sizes}");
            }
        }

        terminal.Line($" {Total(files.Length, total)}");
    }

    // Not the comparison is kept of a file, but what is told of it: there may be very many.
    private static string Sizes(NotebookComparison comparison) =>
        $"{ByteSize.Of(comparison.Before.Content.GetValueOrDefault().Length)} → {ByteSize.Of(comparison.After.Content.GetValueOrDefault().Length)}";

    private static void Row(TerminalWriter terminal, string[] row, int[] widths)
    {
        TerminalStyle[] styles =
            [TerminalStyle.Added, TerminalStyle.Removed, TerminalStyle.Changed, TerminalStyle.Place, TerminalStyle.Added, TerminalStyle.Removed, TerminalStyle.Plain];
        for (int column = 0; column < row.Length; column++)
        {
            string label = column switch { 0 => "cells ", 4 => "  source ", 6 => "  outputs ", _ => " " };
            terminal.Text(label + new string(' ', widths[column] - row[column].Length)).Text(row[column], row[column].EndsWith('0') && row[column].Length == 2 ? TerminalStyle.Dim : styles[column]);
        }

        terminal.Line();
    }

    private static string[] Columns(DiffCounts counts) =>
    [
        Signed("+", counts.AddedCells), Signed("-", counts.RemovedCells), Signed("~", counts.ModifiedCells), Signed("→", counts.MovedCells),
        Signed("+", counts.AddedLines), Signed("-", counts.RemovedLines), counts.Outputs.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Signed(string sign, int count) => string.Create(CultureInfo.InvariantCulture, $"{sign}{count}");

    // A file that was renamed is named by both of its paths, as git does.
    private static string Name(NotebookComparison comparison) =>
        comparison is { Before: { Content: not null, Path: var before }, After: { Content: not null, Path: var after } } && before != after ? $"{before} => {after}" : comparison.Path;

    private static string Total(int files, DiffCounts total)
    {
        (int Count, string What)[] parts =
        [
            (total.AddedCells, "cell added"), (total.RemovedCells, "cell removed"), (total.ModifiedCells, "cell modified"), (total.MovedCells, "cell moved"),
            (total.AddedLines, "line added(+)"), (total.RemovedLines, "line removed(-)"), (total.Outputs, "output changed"),
        ];
        IEnumerable<string> told = parts.Where(part => part.Count > 0).Select(part => Counted(part.Count, part.What));
        return string.Join(", ", told.Prepend(Counted(files, "file changed")));
    }

    private static string Counted(int count, string what)
    {
        string[] words = what.Split(' ');
        return string.Create(CultureInfo.InvariantCulture, $"{count} {words[0]}{(count == 1 ? "" : "s")} {words[1]}");
    }
}
