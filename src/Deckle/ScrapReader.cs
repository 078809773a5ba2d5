using Deckle.Json;
using Deckle.Scraps;

namespace Deckle;

/// <summary>
/// Reads the scraps of a notebook: scrapbook's wire format version 1 and papermill's older <c>record</c>.
/// Where scrapbook lets a display overwrite the data of its name, both are kept; and a scrap that scrapbook cannot read, for which it
/// gives up the whole notebook, is told among <see cref="ScrapSet.Problems"/>.
/// </summary>
public static class ScrapReader
{
    /// <summary>The scraps by name, in the order in which the names first appear.</summary>
    /// <param name="laterWins">Whether of data and display that were glued one after the other only the later is kept, as scrapbook does.</param>
    public static ScrapSet Read(Notebook notebook, bool laterWins = false)
    {
        var scraps = new OrderedDictionary<string, Scrap>(StringComparer.Ordinal);
        var problems = new List<ScrapProblem>();
        foreach (Output output in notebook.Cells.SelectMany(cell => cell.Outputs))
        {
            Take(output, scraps, problems, laterWins);
        }

        return new ScrapSet(scraps.Values, problems);
    }

    /// <summary>What a notebook tells about the run that made it.</summary>
    /// <param name="path">Where it was read from.</param>
    /// <inheritdoc cref="Read" path="/param[@name='laterWins']"/>
    public static ScrapRun ReadRun(string path, Notebook notebook, bool laterWins = false)
    {
        JsonObject papermill = notebook.Metadata.Get<JsonObject>("papermill") ?? JsonObject.Empty;
        return new ScrapRun(path, Read(notebook, laterWins))
        {
            Parameters = papermill.Get<JsonObject>("parameters") ?? JsonObject.Empty,
            Status = RunStatus.Of(notebook),
            Duration = papermill.Get<JsonNumber>("duration")?.ToDouble(),
            Cells = [.. notebook.Cells.Select(CellTiming.Of)],
        };
    }

    private static void Take(Output output, OrderedDictionary<string, Scrap> scraps, List<ScrapProblem> problems, bool laterWins)
    {
        string? shown = DisplayName(output);
        foreach (JsonMember representation in output.Data.Json)
        {
            (Scrap? data, ScrapProblem? problem) = Data(representation);
            if (problem is not null)
            {
                problems.Add(problem);
            }

            if (data is not null)
            {
                Output? display = data.Name == shown ? output : laterWins ? null : scraps.GetValueOrDefault(data.Name)?.Display;
                scraps[data.Name] = data with { Display = display };
            }
        }

        if (shown is not null)
        {
            Scrap? known = scraps.GetValueOrDefault(shown);
            bool isKept = known is not null && (!laterWins || ReferenceEquals(known.Display, output));
            scraps[shown] = isKept ? known! with { Display = output } : new Scrap(shown, null, null, output);
        }
    }

    private static (Scrap? Scrap, ScrapProblem? Problem) Data(JsonMember representation) => representation switch
    {
        { Key: "text/html" } => Multiline.Join(representation.Value) is { } html && html.Utf8.Span.IndexOf("application/scrapbook.scrap."u8) >= 0
            && ScrapPayload.InHtml(html.Text) is var (mediaType, payload) ? ScrapPayload.Read(mediaType, payload) : default,
        _ when ScrapPayload.IsRecord(representation.Key) => ScrapPayload.ReadRecord(representation.Key, representation.Value),
        _ when ScrapPayload.IsScrap(representation.Key) => ScrapPayload.Read(representation.Key, representation.Value),
        _ => default,
    };

    private static string? DisplayName(Output output)
    {
        // papermill's own mark counts before scrapbook's, as in scrapbook.
        JsonObject metadata = output.Metadata;
        string? name = metadata["papermill"] is { } papermill
            ? (papermill as JsonObject)?.GetText("name")
            : metadata.Get<JsonObject>("scrapbook") is { } scrapbook && IsTrue(scrapbook["display"]) ? scrapbook.GetText("name") : null;
        return name is { Length: > 0 } ? name : null;
    }

    private static bool IsTrue(JsonValue? value) => value switch
    {
        JsonBoolean boolean => boolean.Value,
        JsonString text => text.Utf8.Length > 0,
        JsonNumber number => number.ToDouble() != 0,
        JsonArray list => list.Count > 0,
        JsonObject members => members.Count > 0,
        _ => false,
    };
}
