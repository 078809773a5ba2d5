using System.Globalization;
using Deckle.Comparing;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Diffing;

/// <summary>Writes how a table changed: its rows that did, cell by cell, under their headers.</summary>
internal static class TableText
{
    /// <summary>Such as <c>5x3 → 6x3, 1 row added, 2 cells changed</c>; rows first.</summary>
    public static string Summary(TableDiff diff)
    {
        (int Count, string What)[] counts =
        [
            (diff.AddedRows, "row added"), (diff.RemovedRows, "row removed"), (diff.AddedColumns, "column added"), (diff.RemovedColumns, "column removed"), (diff.ChangedCells, "cell changed"),
        ];
        string shape = Shape(diff.Before) == Shape(diff.After) ? Shape(diff.After) : $"{Shape(diff.Before)} → {Shape(diff.After)}";
        return string.Join(", ", counts.Where(count => count.Count > 0).Select(count => Counted(count.Count, count.What)).Prepend(shape));
    }

    /// <param name="most">The most rows that are shown.</param>
    public static void Write(TerminalWriter writer, TableDiff diff, string indent, int most)
    {
        var table = new TextTable();
        for (int row = 0; row < Math.Max(diff.Before.HeaderRows, diff.After.HeaderRows); row++)
        {
            table.Add("  ", TerminalStyle.Bold, diff.Columns.Select(column => Header(diff, row, column)));
        }

        int shown = 0;
        bool isGap = false;
        foreach ((int Before, int After) row in diff.Rows)
        {
            bool isSame = row is { Before: >= 0, After: >= 0 } && diff.ChangedIn(row) == 0;
            if (isSame || shown == most)
            {
                isGap |= isSame && shown > 0 && shown < most;
                continue;
            }

            if (isGap)
            {
                table.AddNote("  …");
                isGap = false;
            }

            shown++;
            (string sign, TerminalStyle style) = row.Before < 0 ? ("+ ", TerminalStyle.Added) : row.After < 0 ? ("- ", TerminalStyle.Removed) : ("~ ", TerminalStyle.Changed);
            table.Add(sign, style, diff.Columns.Select(column => Cell(diff, row, column)));
        }

        if (shown == 0 && diff.Columns.All(column => column is { Before: >= 0, After: >= 0 }) && diff.Before.HeaderRows == diff.After.HeaderRows)
        {
            return;
        }

        table.Write(writer, indent);
        int left = diff.Rows.Count(row => row.Before < 0 || row.After < 0 || diff.ChangedIn(row) > 0) - shown;
        if (left > 0)
        {
            writer.Text(indent).Line(string.Create(CultureInfo.InvariantCulture, $"… {left:N0} more rows changed"), TerminalStyle.Dim);
        }
    }

    private static TableCell Header(TableDiff diff, int row, (int Before, int After) column)
    {
        string before = row < diff.Before.HeaderRows ? TableDiff.Text(diff.Before, row, column.Before) : "";
        string after = row < diff.After.HeaderRows ? TableDiff.Text(diff.After, row, column.After) : "";
        return column.Before < 0 ? new TableCell(after.Length > 0 ? $"+{after}" : "", TerminalStyle.Added, IsHeader: true)
            : column.After < 0 ? new TableCell(before.Length > 0 ? $"-{before}" : "", TerminalStyle.Removed, IsHeader: true)
            : before == after ? new TableCell(after, TerminalStyle.Bold, IsHeader: true)
            : new TableCell($"{before} → {after}", TerminalStyle.Changed, IsHeader: true);
    }

    private static TableCell Cell(TableDiff diff, (int Before, int After) row, (int Before, int After) column)
    {
        string before = row.Before < 0 ? "" : TableDiff.Text(diff.Before, row.Before + diff.Before.HeaderRows, column.Before);
        string after = row.After < 0 ? "" : TableDiff.Text(diff.After, row.After + diff.After.HeaderRows, column.After);
        return row.After < 0 || column.After < 0 ? new TableCell(before, TerminalStyle.Removed)
            : row.Before < 0 || column.Before < 0 ? new TableCell(after, TerminalStyle.Added)
            : before == after ? new TableCell(after, TerminalStyle.Unchanged)
            : new TableCell($"{Told(before)} → {Told(after)}", TerminalStyle.Changed);
    }

    private static string Told(string text) => text.Length == 0 ? "(empty)" : text;

    private static string Shape(HtmlTable table) => string.Create(CultureInfo.InvariantCulture, $"{table.Rows.Count - table.HeaderRows}x{table.ColumnCount}");

    private static string Counted(int count, string what)
    {
        string[] words = what.Split(' ');
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {words[0]}{(count == 1 ? "" : "s")} {words[1]}");
    }
}
