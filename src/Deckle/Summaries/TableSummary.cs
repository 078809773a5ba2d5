using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Deckle.Comparing;

namespace Deckle.Summaries;

/// <summary>A table, such as a data frame, by its size, its columns and its first rows.</summary>
/// <param name="Rows">How many rows there are of data; of a data frame that is shown in part, all that it has.</param>
/// <param name="Columns">How many columns of data there are, likewise.</param>
/// <param name="Names">The names of the columns that are shown.</param>
/// <param name="Text">The size, and as many rows as there is room for.</param>
public sealed partial record TableSummary(long Rows, long Columns, IReadOnlyList<string> Names, string Text)
{
    private const int MostHtml = 2_000_000;
    private const int MostCell = 60;
    private const int MostNames = 50;

    /// <summary>The first table of a piece of HTML; null where there is none.</summary>
    public static TableSummary? Of(string html, int mostBytes)
    {
        // A few lines of HTML can hold a table; a page of megabytes is more than one.
        if (html.Length > MostHtml || !html.Contains("<table", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        IReadOnlyList<HtmlPart> parts = HtmlParts.Read(html);
        if (parts.FirstOrDefault(part => part.Table is { Rows.Count: > 0 })?.Table is not { } table)
        {
            return null;
        }

        int header = table.HeaderRows;
        int indexes = table.Rows.Count > header ? table.Rows[header].TakeWhile(cell => cell.IsHeader).Count() : 0;
        string[] names = [.. Enumerable.Range(indexes, Math.Max(0, table.ColumnCount - indexes)).Select(column => Name(table, column)).Take(MostNames)];
        long rows = table.Rows.Count - header;
        long columns = table.ColumnCount - indexes;
        if (parts.Select(part => FrameSize().Match(part.Text)).FirstOrDefault(match => match.Success) is { } said)
        {
            rows = Number(said.Groups["rows"]);
            columns = Number(said.Groups["columns"]);
        }

        return new TableSummary(rows, columns, names, Shown(table, rows, columns, mostBytes));
    }

    private static string Shown(HtmlTable table, long rows, long columns, int mostBytes)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"table, {rows} rows × {columns} columns"));
        int left = mostBytes - text.Length;
        int shown = 0;
        foreach (IReadOnlyList<HtmlCell> row in table.Rows)
        {
            string line = string.Join(" | ", row.Select(cell => Short(cell.Text)));
            left -= Encoding.UTF8.GetByteCount(line) + 1;
            if (left < 0)
            {
                break;
            }

            text.Append('\n').Append(line);
            shown++;
        }

        long missing = rows - Math.Max(0, shown - table.HeaderRows);
        return shown < table.Rows.Count ? text.Append(CultureInfo.InvariantCulture, $"\n[… {missing} more rows …]").ToString() : text.ToString();
    }

    private static string Name(HtmlTable table, int column) => Short(table.ColumnName(column).Trim('\''));

    private static string Short(string text) => text.Length <= MostCell ? text : $"{text[..MostCell]}…";

    private static long Number(Group digits) => long.TryParse(digits.Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    // What pandas writes below a frame that it shows in part; polars and others write shape: (3, 2).
    [GeneratedRegex(@"(?<rows>[\d,]{1,19}) rows [×x] (?<columns>[\d,]{1,19}) columns|shape: \((?<rows>[\d_,]{1,19}), (?<columns>[\d_,]{1,19})\)")]
    private static partial Regex FrameSize();
}
