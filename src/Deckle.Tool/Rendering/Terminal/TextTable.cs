namespace Deckle.Tool.Rendering.Terminal;

/// <summary>Rows whose columns stand under each other.</summary>
internal sealed class TextTable
{
    // Wider cells are cut: a table with them would be no table any more.
    private const int WidestCell = 40;

    private readonly List<(string Sign, TerminalStyle Style, TableCell[] Cells)> rows = [];

    /// <param name="sign">What stands before the row, such as <c>+</c>.</param>
    /// <param name="style">Of the sign, and of cells without one of their own.</param>
    public void Add(string sign, TerminalStyle style, IEnumerable<TableCell> cells) => rows.Add((sign, style, [.. cells]));

    /// <summary>A row that is no row of the table: a text in its place.</summary>
    public void AddNote(string text) => rows.Add((text, TerminalStyle.Dim, []));

    public void Write(TerminalWriter writer, string indent)
    {
        int columns = rows.Count == 0 ? 0 : rows.Max(row => row.Cells.Length);
        int[] widths = new int[columns];
        bool[] isNumeric = new bool[columns];
        for (int column = 0; column < columns; column++)
        {
            TableCell[] cells = [.. rows.Where(row => row.Cells.Length > column).Select(row => row.Cells[column])];
            widths[column] = cells.Max(cell => TerminalWidth.Of(Shown(cell.Text)));
            isNumeric[column] = cells.Any(cell => !cell.IsHeader && cell.Text.Length > 0) && cells.Where(cell => !cell.IsHeader).All(cell => cell.IsNumber);
        }

        int signs = rows.Where(row => row.Cells.Length > 0).Select(row => row.Sign.Length).DefaultIfEmpty(0).Max();
        foreach ((string sign, TerminalStyle style, TableCell[] cells) in rows)
        {
            writer.Text(indent);
            if (cells.Length == 0)
            {
                writer.Line(sign, style);
                continue;
            }

            writer.Text(sign.PadRight(signs), style);
            int pending = 0;
            for (int column = 0; column < cells.Length; column++)
            {
                string text = Shown(cells[column].Text);
                int space = widths[column] - TerminalWidth.Of(text);
                pending += isNumeric[column] ? space : 0;
                TerminalStyle own = cells[column].Style;
                if (text.Length > 0)
                {
                    writer.Text(new string(' ', pending)).Text(text, own.IsPlain ? style : own);
                    pending = 0;
                }

                pending += (isNumeric[column] ? 0 : space) + 2;
            }

            writer.Line();
        }
    }

    private static string Shown(string text) => TerminalWidth.Cut(SafeText.Of(text), WidestCell);
}
