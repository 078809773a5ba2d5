using System.Globalization;
using Deckle.Json;
using Deckle.Scraps;

namespace Deckle.Tool.Scraps;

/// <summary>The scraps of one notebook as text: a line for each, and below them the head of each table.</summary>
internal static class ScrapListing
{
    private const int MaxValue = 100;
    private const int MaxRows = 10;

    /// <param name="onBroken">Takes the error of a table that cannot be read.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<Scrap> scraps, Action<DeckleException> onBroken)
    {
        var frames = new Dictionary<string, Frame>(StringComparer.Ordinal);
        foreach (Scrap scrap in scraps.Where(scrap => scrap.IsTable))
        {
            try
            {
                frames[scrap.Name] = FrameReader.Read(scrap, FrameReader.Bytes(scrap), MaxRows);
            }
            catch (DeckleException e)
            {
                onBroken(e);
            }
        }

        IReadOnlyList<string>[] rows = [["NAME", "ENCODER", "VALUE"], .. scraps.Select(scrap => (string[])[Shown.Line(scrap.Name), scrap.Encoder is { } encoder ? Shown.Line(encoder) : "display", Value(scrap, frames)])];
        return Shown.Columns(rows, [false, false, false]).Concat(scraps.Where(scrap => frames.ContainsKey(scrap.Name)).SelectMany(scrap => Table(scrap.Name, frames[scrap.Name])));
    }

    private static string Value(Scrap scrap, Dictionary<string, Frame> frames)
    {
        string data = scrap switch
        {
            { IsTable: true } => frames.TryGetValue(scrap.Name, out Frame? frame) ? Size(frame) : "a table that cannot be read",
            { Data: { } value } => Shown.Line(value.ToString(), MaxValue),
            _ => "",
        };
        return scrap.Display is null ? data : data.Length == 0 ? Shown.Display(scrap) : $"{data} (shown as {Shown.Display(scrap)})";
    }

    private static string Size(Frame frame) => string.Create(
        CultureInfo.InvariantCulture, $"{frame.RowCount} row{(frame.RowCount == 1 ? "" : "s")}, {frame.Columns.Count} column{(frame.Columns.Count == 1 ? "" : "s")}");

    private static IEnumerable<string> Table(string name, Frame frame)
    {
        int shown = frame.Columns.Count == 0 ? 0 : frame.Columns.Max(column => column.Values.Count);
        bool[] isNumber = [.. frame.Columns.Select(column => column.Values.Any(value => value is JsonNumber) && column.Values.All(value => value is JsonNumber or JsonNull))];
        IReadOnlyList<string>[] rows =
        [
            [.. frame.Columns.Select(column => Shown.Line(column.Name))],
            [.. frame.Columns.Select(column => Shown.Line(column.Type))],
            .. Enumerable.Range(0, shown).Select(row => (string[])[.. frame.Columns.Select(column => row < column.Values.Count ? Shown.Value(column.Values[row], 40) : "")]),
        ];
        IEnumerable<string> lines = ["", $"{Shown.Line(name)}:", .. Shown.Columns(rows, isNumber).Select(line => $"  {line}")];
        return shown < frame.RowCount ? lines.Append(string.Create(CultureInfo.InvariantCulture, $"  … {frame.RowCount - shown} more")) : lines;
    }
}
