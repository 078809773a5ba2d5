using System.Globalization;

namespace Deckle.Comparing;

/// <summary>
/// HTML with tables, as a person reads it: tables by shape, headers and cells, the text between them, numbers with a tolerance.
/// Attributes, styles, scripts and comments do not count.
/// </summary>
internal static class HtmlComparison
{
    private const int MostDetails = 1000;

    public static bool HasTable(string html) => html.Contains("<table", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<ValueDetail> Differences(string expected, string actual, Tolerance tolerance)
    {
        IReadOnlyList<HtmlPart> left = HtmlParts.Read(expected);
        IReadOnlyList<HtmlPart> right = HtmlParts.Read(actual);
        HtmlTable[] leftTables = [.. left.Select(part => part.Table).OfType<HtmlTable>()];
        HtmlTable[] rightTables = [.. right.Select(part => part.Table).OfType<HtmlTable>()];
        var details = new List<ValueDetail>();
        if (leftTables.Length != rightTables.Length)
        {
            return [new ValueDetail("the HTML", Count(leftTables.Length, "table"), Count(rightTables.Length, "table"))];
        }

        for (int i = 0; i < leftTables.Length; i++)
        {
            string place = leftTables.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"table {i + 1}, ");
            Compare(place, leftTables[i], rightTables[i], tolerance, details);
        }

        string leftText = string.Join('\n', left.Select(part => part.Text));
        string rightText = string.Join('\n', right.Select(part => part.Text));
        if (!AreSameText(leftText, rightText, tolerance))
        {
            details.Add(new ValueDetail("text around tables", HtmlParts.Collapse(leftText), HtmlParts.Collapse(rightText)));
        }

        return details;
    }

    private static void Compare(string place, HtmlTable expected, HtmlTable actual, Tolerance tolerance, List<ValueDetail> details)
    {
        if (expected.Rows.Count != actual.Rows.Count || expected.ColumnCount != actual.ColumnCount)
        {
            details.Add(new ValueDetail($"{place}shape", Shape(expected), Shape(actual)));
            return;
        }

        for (int row = 0; row < expected.Rows.Count; row++)
        {
            if (expected.Rows[row].Count != actual.Rows[row].Count)
            {
                details.Add(new ValueDetail(Row(place, expected, row), Count(expected.Rows[row].Count, "cell"), Count(actual.Rows[row].Count, "cell")));
                continue;
            }

            for (int cell = 0; cell < expected.Rows[row].Count && details.Count < MostDetails; cell++)
            {
                HtmlCell left = expected.Rows[row][cell];
                HtmlCell right = actual.Rows[row][cell];
                bool isSameKind = left with { Text = "" } == right with { Text = "" };
                if (!isSameKind || !AreSameText(left.Text, right.Text, tolerance))
                {
                    details.Add(Difference($"{Row(place, expected, row)}, column {expected.ColumnName(left.Column)}", left, right, isSameKind));
                }
            }
        }
    }

    private static ValueDetail Difference(string place, HtmlCell left, HtmlCell right, bool isSameKind)
    {
        if (!isSameKind)
        {
            return new ValueDetail(place, Kind(left), Kind(right));
        }

        // A cell that is one number says how far it is off.
        double? error = NumberText.Differences(left.Text, right.Text, default) is [ValueDetail single] ? single.RelativeError : null;
        return new ValueDetail(place, left.Text, right.Text, error);
    }

    private static bool AreSameText(string left, string right, Tolerance tolerance) =>
        left == right || (!tolerance.IsNone && NumberText.Differences(left, right, tolerance) is { Count: 0 });

    private static string Row(string place, HtmlTable table, int row) => row < table.HeaderRows
        ? string.Create(CultureInfo.InvariantCulture, $"{place}header {row + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"{place}row {row - table.HeaderRows + 1}{(table.RowName(row) is { Length: > 0 } name ? $" '{name}'" : "")}");

    private static string Shape(HtmlTable table) =>
        $"{Count(table.Rows.Count - table.HeaderRows, "row")}, {Count(table.ColumnCount, "column")}";

    private static string Kind(HtmlCell cell) => string.Create(
        CultureInfo.InvariantCulture, $"{(cell.IsHeader ? "header" : "cell")} '{cell.Text}' of {cell.RowSpan} x {cell.ColumnSpan} at column {cell.Column + 1}");

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
