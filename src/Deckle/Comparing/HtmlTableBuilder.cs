using System.Text;

namespace Deckle.Comparing;

/// <summary>A table while it is read. Rows and cells end where the next one begins, as in HTML.</summary>
internal sealed class HtmlTableBuilder
{
    // Spans are honoured up to this many columns at once; a page that has more only means to be slow.
    private const int MostCovered = 1000;

    private readonly List<IReadOnlyList<HtmlCell>> rows = [];
    private readonly StringBuilder text = new();

    // By column: the first row that a cell from above no longer reaches.
    private readonly Dictionary<int, int> covered = [];
    private List<HtmlCell>? row;
    private HtmlCell? cell;

    public void StartRow()
    {
        EndRow();
        row = [];
    }

    public void StartCell(bool isHeader, int columnSpan, int rowSpan)
    {
        EndCell();
        row ??= [];
        int column = row.Count == 0 ? 0 : row[^1].Column + row[^1].ColumnSpan;
        while (covered.GetValueOrDefault(column) > rows.Count)
        {
            column++;
        }

        cell = new HtmlCell("", isHeader, column, columnSpan, rowSpan);
    }

    /// <summary>Text outside of cells is only layout.</summary>
    public void Text(string part)
    {
        if (cell is not null)
        {
            text.Append(part);
        }
    }

    public void EndCell()
    {
        if (cell is not null)
        {
            row!.Add(cell with { Text = HtmlParts.Collapse(text.ToString()) });
            text.Clear();
            cell = null;
        }
    }

    public void EndRow()
    {
        EndCell();
        if (row is null)
        {
            return;
        }

        foreach (HtmlCell done in row.Where(done => done.RowSpan > 1))
        {
            Cover(done);
        }

        rows.Add(row);
        row = null;
    }

    public HtmlTable ToTable()
    {
        EndRow();
        return new HtmlTable(rows);
    }

    private void Cover(HtmlCell spanning)
    {
        if (covered.Count + spanning.ColumnSpan > MostCovered)
        {
            foreach (int column in covered.Where(column => column.Value <= rows.Count + 1).Select(column => column.Key).ToArray())
            {
                covered.Remove(column);
            }
        }

        for (int column = spanning.Column; column < spanning.Column + spanning.ColumnSpan && covered.Count < MostCovered; column++)
        {
            covered[column] = rows.Count + spanning.RowSpan;
        }
    }
}
