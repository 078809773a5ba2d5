using System.Text;
using Deckle.Json;
using Deckle.Scraps;

namespace Deckle.Tool.Scraps;

/// <summary>A table of runs for people, and as CSV.</summary>
internal static class RunTable
{
    private const int MaxCell = 40;

    public static IEnumerable<string> Lines(ScrapTable table)
    {
        bool[] isNumber = [.. table.Columns.Select((_, i) => table.Rows.Any(row => row[i] is JsonNumber) && table.Rows.All(row => row[i] is JsonNumber or JsonNull))];
        IReadOnlyList<string>[] rows =
        [
            [.. table.Columns.Select(column => Shown.Line(column.Name))],
            .. table.Rows.Select(row => (string[])[.. row.Select((value, i) => Shown.Value(value, table.Columns[i].Kind == ScrapColumnKind.File ? int.MaxValue : MaxCell))]),
        ];
        return Shown.Columns(rows, isNumber);
    }

    /// <summary>RFC 4180 with plain line ends. Lists and objects are JSON; no value is an empty field, an empty text is "".</summary>
    public static string Csv(ScrapTable table)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', table.Columns.Select(column => Field(column.Name))).Append('\n');
        foreach (IReadOnlyList<JsonValue> row in table.Rows)
        {
            text.AppendJoin(',', row.Select(Field)).Append('\n');
        }

        return text.ToString();
    }

    private static string Field(JsonValue value) => value switch
    {
        JsonNull => "",
        JsonString text => Field(text.Text),
        _ => Field(value.ToString()),
    };

    private static string Field(string text) =>
        text.Length == 0 || text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
