using System.Globalization;
using Deckle.Comparing;
using Deckle.Tool.Diffing;
using Deckle.Tool.Rendering;

namespace Deckle.Tool.Reviewing;

/// <summary>Writes two versions of a table side by side, with the cells marked that changed.</summary>
internal static class TablesView
{
    private const int MostRows = 500;

    /// <summary>Tables that can be compared by cell: one on each side, and nothing with them that only a browser could show.</summary>
    public static TableDiff? Find(string before, string after) =>
        Table(before) is { } left && Table(after) is { } right ? TableDiff.Between(left, right) : null;

    public static void Write(HtmlWriter html, TableDiff diff)
    {
        html.Raw("<p class=\"note\">").Text(Summary(diff)).Raw("</p><div class=\"columns\"><div class=\"before\"><p class=\"side-name\">Before</p>");
        Side(html, diff, diff.Before, isBefore: true);
        html.Raw("</div><div class=\"after\"><p class=\"side-name\">After</p>");
        Side(html, diff, diff.After, isBefore: false);
        html.Raw("</div></div>");
    }

    private static HtmlTable? Table(string html)
    {
        if (html.Contains("<img", StringComparison.OrdinalIgnoreCase) || html.Contains("<svg", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        HtmlTable[] tables = [.. HtmlParts.Read(html).Select(part => part.Table).OfType<HtmlTable>().Take(2)];
        return tables.Length == 1 && tables[0].Rows.Count > 0 ? tables[0] : null;
    }

    private static string Summary(TableDiff diff)
    {
        (int Count, string One, string Many)[] counts =
        [
            (diff.ChangedCells, "cell changed", "cells changed"),
            (diff.AddedRows, "row added", "rows added"),
            (diff.RemovedRows, "row removed", "rows removed"),
            (diff.AddedColumns, "column added", "columns added"),
            (diff.RemovedColumns, "column removed", "columns removed"),
        ];
        string[] some = [.. counts.Where(count => count.Count > 0).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Count:N0} {(count.Count == 1 ? count.One : count.Many)}"))];
        return some.Length == 0 ? "The table's text is the same; its markup changed." : string.Join(", ", some);
    }

    private static void Side(HtmlWriter html, TableDiff diff, HtmlTable table, bool isBefore)
    {
        int[] columns = [.. diff.Columns.Where(pair => (isBefore ? pair.Before : pair.After) >= 0).Select(pair => isBefore ? pair.Before : pair.After)];
        int[] others = [.. diff.Columns.Where(pair => (isBefore ? pair.Before : pair.After) >= 0).Select(pair => isBefore ? pair.After : pair.Before)];
        html.Raw("<div class=\"table jp-RenderedHTMLCommon\" tabindex=\"0\" role=\"group\"").Attribute("aria-label", isBefore ? "Table before" : "Table after").Raw("><table><thead>");
        for (int row = 0; row < table.HeaderRows; row++)
        {
            html.Raw("<tr>");
            for (int at = 0; at < columns.Length; at++)
            {
                Cell(html, "th", TableDiff.Text(table, row, columns[at]), others[at] < 0 ? Changed(isBefore) : "");
            }

            html.Raw("</tr>");
        }

        html.Raw("</thead><tbody>");
        (int Before, int After)[] rows = [.. diff.Rows.Where(pair => (isBefore ? pair.Before : pair.After) >= 0)];
        foreach ((int before, int after) in rows.Take(MostRows))
        {
            int own = (isBefore ? before : after) + table.HeaderRows;
            int other = isBefore ? after : before;
            html.Raw("<tr>");
            for (int at = 0; at < columns.Length; at++)
            {
                string text = TableDiff.Text(table, own, columns[at]);
                bool isChanged = other < 0 || others[at] < 0 || text != Opposite(diff, other, others[at], isBefore);
                bool isHeader = table.Rows[own].FirstOrDefault(cell => cell.Column == columns[at])?.IsHeader == true;
                Cell(html, isHeader ? "th" : "td", text, isChanged ? Changed(isBefore) : "");
            }

            html.Raw("</tr>");
        }

        html.Raw("</tbody></table>");
        if (rows.Length > MostRows)
        {
            html.Raw("<p class=\"note\">").Text(string.Create(CultureInfo.InvariantCulture, $"and {rows.Length - MostRows:N0} more rows")).Raw("</p>");
        }

        html.Raw("</div>");
    }

    private static string Opposite(TableDiff diff, int row, int column, bool isBefore) =>
        isBefore ? TableDiff.Text(diff.After, row + diff.After.HeaderRows, column) : TableDiff.Text(diff.Before, row + diff.Before.HeaderRows, column);

    private static string Changed(bool isBefore) => isBefore ? "del" : "ins";

    private static void Cell(HtmlWriter html, string element, string text, string change)
    {
        // The corner over the row names heads nothing.
        element = text.Length == 0 ? "td" : element;
        html.Raw("<").Raw(element);
        if (change.Length == 0)
        {
            html.Raw(">").Text(text);
        }
        else
        {
            html.Attribute("class", change).Raw("><").Raw(change).Raw(">").Text(text).Raw("</").Raw(change).Raw(">");
        }

        html.Raw("</").Raw(element).Raw(">");
    }
}
