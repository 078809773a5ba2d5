using Deckle.Json;
using Deckle.Scraps;

namespace Deckle.Tool.Scraps;

/// <summary>A scrap as a line of numbers: over the runs, or within one run where the scrap is a list.</summary>
/// <param name="Points">What each number belongs to, and the number; not-a-number where there is none.</param>
internal sealed record ScrapSeries(string Name, IReadOnlyList<(string Label, double Value)> Points)
{
    public IEnumerable<double> Values => Points.Select(point => point.Value);

    /// <summary>The series of a scrap: one over all runs where it is a number, else one for each run where it is a list of numbers.</summary>
    /// <exception cref="DeckleException"><c>scrap-not-found</c>, <c>scrap-not-numeric</c>.</exception>
    public static IReadOnlyList<ScrapSeries> Of(string scrap, IReadOnlyList<ScrapRun> runs)
    {
        (ScrapRun Run, JsonValue Data)[] found = [.. runs.Select(run => (run, run.Scraps.GetValueOrDefault(scrap)?.Data)).Where(pair => pair.Data is not null).Select(pair => (pair.run, pair.Data!))];
        if (found.Length == 0 && !runs.Any(run => run.Scraps.ContainsKey(scrap)))
        {
            throw ScrapErrors.NotFound(scrap, runs.SelectMany(run => run.Scraps.Keys).Distinct());
        }

        if (found.Any(pair => Number(pair.Data) is not null))
        {
            return [new ScrapSeries(scrap, [.. found.Select(pair => (pair.Run.Key, Number(pair.Data) ?? double.NaN))])];
        }

        ScrapSeries[] lists =
        [
            .. found.Where(pair => pair.Data is JsonArray { Count: > 0 } list && list.Any(item => Number(item) is not null))
                .Select(pair => new ScrapSeries(pair.Run.Key, [.. ((JsonArray)pair.Data).Select((item, i) => ($"{i}", Number(item) ?? double.NaN))])),
        ];
        return lists.Length > 0 ? lists : throw ScrapErrors.NotNumeric(scrap, found.Length == 0 ? "a display" : Kind(found[0].Data));
    }

    /// <summary>A value as a number. What Jupyter makes of Python's not-a-number and infinities on their way out, text, counts as them.</summary>
    public static double? Number(JsonValue value) => value switch
    {
        JsonNumber number => number.ToDouble(),
        JsonString text when text.Is("nan"u8) => double.NaN,
        JsonString text when text.Is("inf"u8) => double.PositiveInfinity,
        JsonString text when text.Is("-inf"u8) => double.NegativeInfinity,
        _ => null,
    };

    private static string Kind(JsonValue value) => value switch
    {
        JsonString => "text",
        JsonBoolean => "a boolean",
        JsonArray => "a list without numbers",
        _ => "an object",
    };
}
