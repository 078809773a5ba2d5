using Deckle.Comparing;
using Deckle.Text;

namespace Deckle.Tool.Diffing;

/// <summary>Two versions of a table: which columns and rows are the same one.</summary>
/// <param name="Columns">Pairs in order; -1 on the side that lacks the column.</param>
/// <param name="Rows">The same for rows below the header.</param>
internal sealed record TableDiff(HtmlTable Before, HtmlTable After, IReadOnlyList<(int Before, int After)> Columns, IReadOnlyList<(int Before, int After)> Rows)
{
    // Beyond it the columns are not told apart; such a table is no table for a terminal.
    private const int MostColumns = 500;

    public static TableDiff Between(HtmlTable before, HtmlTable after)
    {
        IReadOnlyList<(int, int)> columns = Pairs(
            SequenceDiff.Compute(Names(before), Names(after)),
            (_, _) => Math.Min(before.ColumnCount, MostColumns) == Math.Min(after.ColumnCount, MostColumns));
        (int Before, int After)[] common = [.. columns.Where(pair => pair is { Item1: >= 0, Item2: >= 0 })];
        string[] left = [.. before.Rows.Skip(before.HeaderRows).Select(row => Key(row, common.Select(pair => pair.Before)))];
        string[] right = [.. after.Rows.Skip(after.HeaderRows).Select(row => Key(row, common.Select(pair => pair.After)))];
        bool AreAlike(int one, int other) =>
            before.RowName(one + before.HeaderRows) is { Length: > 0 } name && after.RowName(other + after.HeaderRows) is { Length: > 0 } otherName
                ? name == otherName
                : Alike(left[one], right[other]);
        IReadOnlyList<(int, int)> rows = Pairs(SequenceDiff.Compute(left, right), AreAlike);
        return new TableDiff(before, after, columns, rows);
    }

    public static string Text(HtmlTable table, int row, int column) =>
        row < 0 || column < 0 ? "" : table.Rows[row].FirstOrDefault(cell => cell.Column <= column && column < cell.Column + cell.ColumnSpan)?.Text ?? "";

    public int AddedRows => Rows.Count(row => row.Before < 0);

    public int RemovedRows => Rows.Count(row => row.After < 0);

    public int AddedColumns => Columns.Count(column => column.Before < 0);

    public int RemovedColumns => Columns.Count(column => column.After < 0);

    /// <summary>How many cells that both have hold another text.</summary>
    public int ChangedCells => Rows.Where(row => row is { Before: >= 0, After: >= 0 }).Sum(ChangedIn);

    /// <summary>The same in one row.</summary>
    public int ChangedIn((int Before, int After) row) => Columns.Count(column => column is { Before: >= 0, After: >= 0 }
        && Text(Before, row.Before + Before.HeaderRows, column.Before) != Text(After, row.After + After.HeaderRows, column.After));

    private static string[] Names(HtmlTable table) =>
        [.. Enumerable.Range(0, Math.Min(table.ColumnCount, MostColumns)).Select(column => string.Join('\n', Enumerable.Range(0, table.HeaderRows).Select(row => Text(table, row, column))))];

    private static string Key(IReadOnlyList<HtmlCell> row, IEnumerable<int> columns)
    {
        Dictionary<int, string> cells = row.GroupBy(cell => cell.Column).ToDictionary(group => group.Key, group => group.First().Text);
        return string.Join('\n', columns.Select(column => cells.GetValueOrDefault(column, "")));
    }

    // At least half of the cells.
    private static bool Alike(string one, string other)
    {
        string[] left = one.Split('\n');
        string[] right = other.Split('\n');
        return left.Length == right.Length && left.Zip(right).Count(pair => pair.First == pair.Second) * 2 >= left.Length;
    }

    // In a gap, what is alike stands for each other; the rest goes and comes.
    private static List<(int Before, int After)> Pairs(IReadOnlyList<EditRun> runs, Func<int, int, bool> areAlike)
    {
        var pairs = new List<(int, int)>();
        for (int at = 0; at < runs.Count; at++)
        {
            EditRun run = runs[at];
            if (run.Kind == EditKind.Keep)
            {
                pairs.AddRange(Enumerable.Range(0, run.Length).Select(i => (run.Before + i, run.After + i)));
                continue;
            }

            (int before, int gone) = run.Kind == EditKind.Remove ? (run.Before, run.Length) : (run.Before, 0);
            (int after, int come) = run.Kind == EditKind.Add ? (run.After, run.Length) : (run.After, 0);
            if (run.Kind == EditKind.Remove && at + 1 < runs.Count && runs[at + 1].Kind == EditKind.Add)
            {
                (after, come) = (runs[at + 1].After, runs[at + 1].Length);
                at++;
            }

            Gap(pairs, before, gone, after, come, areAlike);
        }

        return pairs;
    }

    private static void Gap(List<(int, int)> pairs, int before, int gone, int after, int come, Func<int, int, bool> areAlike)
    {
        int next = 0;
        for (int i = 0; i < gone; i++)
        {
            // Looking far ahead would take the square of the rows; a neighbour is what one looks for.
            int twin = Enumerable.Range(next, Math.Min(come - next, 20)).FirstOrDefault(j => areAlike(before + i, after + j), -1);
            if (twin < 0)
            {
                pairs.Add((before + i, -1));
                continue;
            }

            pairs.AddRange(Enumerable.Range(next, twin - next).Select(j => (-1, after + j)));
            pairs.Add((before + i, after + twin));
            next = twin + 1;
        }

        pairs.AddRange(Enumerable.Range(next, come - next).Select(j => (-1, after + j)));
    }
}
