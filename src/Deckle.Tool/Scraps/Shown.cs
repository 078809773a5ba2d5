using Deckle.Json;
using Deckle.Scraps;

namespace Deckle.Tool.Scraps;

/// <summary>Values of notebooks as a terminal may see them: on one line, without the control characters that would steer it.</summary>
internal static class Shown
{
    /// <summary>A text itself, anything else as JSON.</summary>
    public static string Value(JsonValue value, int maxLength) =>
        Line(value is JsonString text ? text.Text : value is JsonNull ? "" : value.ToString(), maxLength);

    public static string Line(string text, int maxLength = int.MaxValue)
    {
        string line = string.Concat(text.Select(c => c is '\n' or '\r' or '\t' ? ' ' : char.IsControl(c) || c is '\u2028' or '\u2029' ? '\ufffd' : c));
        return line.Length <= maxLength ? line : $"{line[..(maxLength - 1)]}…";
    }

    /// <summary>What a display shows, by its media types.</summary>
    public static string Display(Scrap scrap) => Line(string.Join(", ", scrap.Display!.Data.MediaTypes));

    /// <summary>Rows as lines: columns two spaces apart, numbers to the right.</summary>
    /// <param name="rows">The first is the heading.</param>
    public static IEnumerable<string> Columns(IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<bool> isNumber)
    {
        int[] widths = [.. isNumber.Select((_, column) => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => isNumber[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }
}
