namespace Deckle.Comparing;

/// <summary>The cells of an HTML table, row by row.</summary>
public sealed class HtmlTable(IReadOnlyList<IReadOnlyList<HtmlCell>> rows)
{
    public IReadOnlyList<IReadOnlyList<HtmlCell>> Rows { get; } = rows;

    public int ColumnCount { get; } = rows.SelectMany(row => row).Select(cell => cell.Column + cell.ColumnSpan).DefaultIfEmpty(0).Max();

    /// <summary>The rows at the top that hold headers only.</summary>
    public int HeaderRows { get; } = rows.TakeWhile(row => row.All(cell => cell.IsHeader)).Count() is var count && count == rows.Count ? Math.Min(count, 1) : count;

    /// <summary>The names above a column, from the top: <c>sales/2024</c>; its number from 1 where it has none.</summary>
    public string ColumnName(int column)
    {
        string[] names =
        [
            .. Rows.Take(HeaderRows)
                .Select(row => row.LastOrDefault(cell => cell.Column <= column && column < cell.Column + cell.ColumnSpan)?.Text ?? "")
                .Where(name => name.Length > 0),
        ];
        return names.Length > 0 ? $"'{string.Join('/', names)}'" : (column + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The headers in front of a row; empty for none.</summary>
    public string RowName(int row) => row < HeaderRows
        ? ""
        : string.Join('/', Rows[row].TakeWhile(cell => cell.IsHeader).Select(cell => cell.Text).Where(name => name.Length > 0));
}
