using Deckle.Json;
using Deckle.Scraps;

namespace Deckle.Tool.Scraps;

/// <summary>The answer of <c>deckle scraps --json</c>: <c>deckle.scraps/1</c>.</summary>
internal static class ScrapJson
{
    private const int MaxRows = 20;

    /// <param name="merged">Whether the scraps of all are told as those of one.</param>
    /// <param name="onBroken">Takes the error of a table that cannot be read.</param>
    public static JsonObject Of(ScrapFiles files, Func<ScrapSet, IEnumerable<Scrap>> chosen, bool merged, Action<DeckleException> onBroken)
    {
        JsonObject json = JsonObject.Of(
            ("schema", "deckle.scraps/1"),
            ("notebooks", JsonArray.From(files.Book.Runs.Select(run => Run(run, chosen, onBroken)))),
            ("errors", JsonArray.From(files.Failures.Select(failure => JsonObject.Of(("path", failure.Path), ("error", ErrorRenderer.Json(failure.Error)))))));
        return merged ? json.With("scraps", Scraps(chosen(files.Book.Merged), onBroken)) : json;
    }

    private static JsonObject Run(ScrapRun run, Func<ScrapSet, IEnumerable<Scrap>> chosen, Action<DeckleException> onBroken) => JsonObject.Of(
        ("key", run.Key),
        ("path", run.Path),
        ("status", run.Status is { } status ? status : JsonNull.Value),
        ("duration_seconds", Number(run.Duration)),
        ("parameters", run.Parameters),
        ("cells", JsonArray.From(run.Cells.Select(cell => JsonObject.Of(
            ("execution_count", cell.ExecutionCount is { } count ? count : JsonNull.Value), ("duration_seconds", Number(cell.Duration)))))),
        ("scraps", Scraps(chosen(run.Scraps), onBroken)),
        ("problems", JsonArray.From(run.Scraps.Problems.Select(Problem))));

    private static JsonArray Scraps(IEnumerable<Scrap> scraps, Action<DeckleException> onBroken) => JsonArray.From(scraps.Select(scrap => One(scrap, onBroken)));

    private static JsonObject One(Scrap scrap, Action<DeckleException> onBroken)
    {
        JsonObject json = JsonObject.Of(
            ("name", scrap.Name),
            ("encoder", scrap.Encoder ?? "display"),
            ("data", scrap.Data ?? JsonNull.Value),
            ("display", scrap.Display is { } display ? Joined(display) : JsonNull.Value));
        json = scrap.Problem is { } problem ? json.With("problem", problem.Code) : json;
        if (!scrap.IsTable)
        {
            return json;
        }

        try
        {
            return json.With("table", Table(FrameReader.Read(scrap, FrameReader.Bytes(scrap), MaxRows)));
        }
        catch (DeckleException e)
        {
            onBroken(e);
            return json.With("table", JsonNull.Value).With("problem", e.Code);
        }
    }

    // Text is one string, as nbformat's readers give it, and not the lines of the file.
    private static JsonObject Joined(Output display)
    {
        MimeBundle data = display.Data;
        return display.Json.With("data", JsonObject.From(data.Json.Select(member =>
            MimeBundle.IsJson(member.Key) || data.Text(member.Key) is not { } text ? member : new JsonMember(member.Key, text))));
    }

    private static JsonObject Table(Frame frame) => JsonObject.Of(
        ("columns", JsonArray.From(frame.Columns.Select(column => JsonObject.Of(("name", column.Name), ("type", column.Type))))),
        ("row_count", frame.RowCount),
        ("head", JsonArray.From(Enumerable.Range(0, (int)Math.Min(frame.RowCount, MaxRows)).Select(row =>
            JsonArray.From(frame.Columns.Select(column => row < column.Values.Count ? column.Values[row] : JsonNull.Value))))));

    private static JsonObject Problem(ScrapProblem problem) =>
        JsonObject.Of(("kind", problem.Code), ("name", problem.Name is { } name ? name : JsonNull.Value), ("message", problem.Message));

    private static JsonValue Number(double? value) => value is { } number ? number : JsonNull.Value;
}
