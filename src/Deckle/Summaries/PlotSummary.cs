using System.Globalization;
using Deckle.Json;

namespace Deckle.Summaries;

/// <summary>What a plot shows, in a sentence: its title, axes, and series with their lengths.</summary>
public static class PlotSummary
{
    /// <summary>The most characters of a summary.</summary>
    public const int Longest = 300;

    private const int MostSeries = 6;

    /// <summary>Whether values of a media type are plots that can be told.</summary>
    public static bool Knows(string mediaType) => IsPlotly(mediaType) || IsVega(mediaType);

    public static string Of(string mediaType, JsonObject plot)
    {
        ArgumentNullException.ThrowIfNull(mediaType);
        ArgumentNullException.ThrowIfNull(plot);
        string text = IsPlotly(mediaType) ? Plotly(plot) : Vega(plot, mediaType.Contains("vegalite", StringComparison.Ordinal) ? "Vega-Lite" : "Vega");
        return text.Length <= Longest ? text : $"{text[..(Longest - 1)]}…";
    }

    private static bool IsPlotly(string mediaType) => mediaType.StartsWith("application/vnd.plotly.v", StringComparison.Ordinal);

    private static bool IsVega(string mediaType) =>
        mediaType.StartsWith("application/vnd.vega.v", StringComparison.Ordinal) || mediaType.StartsWith("application/vnd.vegalite.v", StringComparison.Ordinal);

    private static string Plotly(JsonObject plot)
    {
        JsonObject layout = plot.Get<JsonObject>("layout") ?? JsonObject.Empty;
        JsonObject[] traces = [.. (plot.Get<JsonArray>("data") ?? JsonArray.Empty).OfType<JsonObject>()];
        string[] parts =
        [
            $"Plotly{Quoted(Title(layout["title"]))}",
            .. Named("x", Title(layout.Get<JsonObject>("xaxis")?["title"])),
            .. Named("y", Title(layout.Get<JsonObject>("yaxis")?["title"])),
            $"{traces.Length} {(traces.Length == 1 ? "trace" : "traces")}{(traces.Length == 0 ? "" : ":")} {Listed([.. traces.Select(Trace)])}".TrimEnd(),
        ];
        return string.Join(", ", parts);
    }

    private static string Trace(JsonObject trace)
    {
        int? points = ((string[])["y", "x", "values", "z", "lat", "r", "open"]).Select(key => Length(trace[key])).FirstOrDefault(length => length is not null);
        return $"{trace.GetText("type") ?? "scatter"}{Quoted(trace.GetText("name"))}{(points is { } count ? string.Create(CultureInfo.InvariantCulture, $" of {count} points") : "")}";
    }

    // Newer versions pack numbers: {"dtype": "f8", "bdata": base64, "shape": "3, 4"}.
    private static int? Length(JsonValue? values) => values switch
    {
        JsonArray list => list.Count,
        JsonObject packed when packed.Get<JsonString>("bdata") is { } data && packed.GetText("dtype") is { Length: > 1 } type
            && int.TryParse(type.AsSpan(type.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0 => data.Utf8.Length / 4 * 3 / size,
        _ => null,
    };

    private static string Vega(JsonObject plot, string name)
    {
        JsonObject encoding = plot.Get<JsonObject>("encoding") ?? JsonObject.Empty;
        string[] marks = [.. Marks(plot).Distinct()];
        string[] parts =
        [
            $"{name}{Quoted(Title(plot["title"]))}",
            .. marks.Length > 0 ? [$"marks: {Listed(marks)}"] : Array.Empty<string>(),
            .. encoding.Count > 0 ? [Listed([.. encoding.Select(Channel)])] : Array.Empty<string>(),
            .. Rows(plot) is { } rows ? [string.Create(CultureInfo.InvariantCulture, $"{rows} rows of data")] : Array.Empty<string>(),
        ];
        return string.Join(", ", parts);
    }

    private static IEnumerable<string> Marks(JsonObject plot)
    {
        string? own = plot["mark"] switch { JsonString mark => mark.Text, JsonObject mark => mark.GetText("type"), _ => null };
        IEnumerable<JsonObject> inner = ((string[])["layer", "hconcat", "vconcat", "concat"]).SelectMany(key => plot.Get<JsonArray>(key) ?? JsonArray.Empty).OfType<JsonObject>();
        IEnumerable<string> vega = (plot.Get<JsonArray>("marks") ?? JsonArray.Empty).OfType<JsonObject>().Select(mark => mark.GetText("type")).OfType<string>();
        return [.. own is null ? Array.Empty<string>() : [own], .. inner.Take(MostSeries).SelectMany(Marks), .. vega];
    }

    private static string Channel(JsonMember channel)
    {
        var encoding = channel.Value as JsonObject;
        string field = encoding?.GetText("field") ?? encoding?.GetText("aggregate") ?? "value";
        return encoding?.GetText("type") is { } type ? $"{channel.Key}: {field} ({type})" : $"{channel.Key}: {field}";
    }

    private static int? Rows(JsonObject plot) =>
        plot.Get<JsonObject>("data")?.Get<JsonArray>("values")?.Count
        ?? (plot.Get<JsonObject>("datasets") is { Count: > 0 } sets ? sets.Select(set => (set.Value as JsonArray)?.Count ?? 0).Max() : null);

    private static string? Title(JsonValue? title) => title switch
    {
        JsonString text => text.Text,
        JsonObject inner => inner.GetText("text"),
        _ => null,
    };

    private static IEnumerable<string> Named(string axis, string? title) => string.IsNullOrEmpty(title) ? [] : [$"{axis}: {title}"];

    private static string Quoted(string? text) => string.IsNullOrEmpty(text) ? "" : $" '{text}'";

    private static string Listed(string[] items) =>
        string.Join(", ", items.Take(MostSeries)) + (items.Length > MostSeries ? string.Create(CultureInfo.InvariantCulture, $" and {items.Length - MostSeries} more") : "");
}
