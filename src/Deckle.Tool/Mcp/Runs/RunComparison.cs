using System.Text;
using Deckle.Editing;
using Deckle.Json;
using Deckle.Scraps;
using Deckle.Summaries;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>What differs between two executed notebooks.</summary>
internal static class RunComparison
{
    private const int MostCells = 100;

    public static JsonObject Schema { get; } = Mcp.Schema.Of(
        """
        {"type": "object", "required": ["a", "b", "same", "parameters", "scraps", "cells"], "properties": {
          "a": {"type": "object", "required": ["path"], "properties": {"path": {"type": "string"}, "status": {"type": ["string", "null"]}, "duration_seconds": {"type": ["number", "null"]}}},
          "b": {"type": "object", "required": ["path"], "properties": {"path": {"type": "string"}, "status": {"type": ["string", "null"]}, "duration_seconds": {"type": ["number", "null"]}}},
          "same": {"type": "boolean", "description": "Whether parameters, statuses, scraps and outputs are the same; durations do not count."},
          "parameters": {"type": "array", "items": {"type": "object", "required": ["name"]}, "description": "Those that differ; null for a side that lacks one."},
          "scraps": {"type": "array", "items": {"type": "object", "required": ["name"]}, "description": "Those that differ."},
          "cells": {"type": "array", "description": "Those whose source, status or outputs differ.", "items": {"type": "object", "required": ["cell_id", "change"], "properties": {
            "cell_id": {"type": "string"}, "change": {"type": "string", "enum": ["only in a", "only in b", "changed"]},
            "source_changed": {"type": "boolean"}, "outputs_changed": {"type": "boolean"}, "a_status": {"type": "string"}, "b_status": {"type": "string"},
            "a_text": {"type": "string"}, "b_text": {"type": "string"}}}},
          "cells_left_out": {"type": "integer"}}}
        """);

    public static JsonObject Of(RunNotebook a, RunNotebook b, int mostBytes)
    {
        ScrapRun first = a.Scraps();
        ScrapRun second = b.Scraps();
        int each = Math.Max(100, mostBytes / 20);
        JsonObject[] parameters = [.. Differing(first.Parameters, second.Parameters, value => Bounded(value, each))];
        JsonObject[] scraps =
        [
            .. Differing(Values(first.Scraps), Values(second.Scraps), value => Bounded(value, each)),
            .. Differing(Displays(first.Scraps), Displays(second.Scraps), value => value is JsonObject output ? OutputDigest.Of(new Output(output), each).Text : JsonNull.Value),
        ];
        JsonObject[] cells = [.. Cells(a.Notebook, b.Notebook, each)];
        return JsonObject.Of(
            ("a", Side(a, first)),
            ("b", Side(b, second)),
            ("same", parameters.Length == 0 && scraps.Length == 0 && cells.Length == 0 && first.Status == second.Status),
            ("parameters", JsonArray.From(parameters)),
            ("scraps", JsonArray.From(scraps)),
            ("cells", JsonArray.From(cells.Take(MostCells))),
            ("cells_left_out", Math.Max(0, cells.Length - MostCells)));
    }

    private static JsonObject Side(RunNotebook notebook, ScrapRun run) => JsonObject.Of(
        ("path", notebook.Path), ("status", Mcp.Schema.Optional(run.Status)), ("duration_seconds", Mcp.Schema.Optional(run.Duration)));

    private static JsonObject Values(ScrapSet scraps) =>
        JsonObject.From(scraps.Values.Where(scrap => scrap.Data is not null || scrap.Display is null).Select(scrap => new JsonMember(scrap.Name, scrap.Data ?? JsonNull.Value)));

    private static JsonObject Displays(ScrapSet scraps) =>
        JsonObject.From(scraps.Values.Where(scrap => scrap is { Data: null, Display: not null }).Select(scrap => new JsonMember(scrap.Name, scrap.Display!.Json.Without("execution_count"))));

    private static IEnumerable<JsonObject> Differing(JsonObject a, JsonObject b, Func<JsonValue?, JsonValue> show) => a.Keys.Union(b.Keys)
        .Where(name => a[name] != b[name])
        .Select(name => JsonObject.Of(("name", name), ("a", show(a[name])), ("b", show(b[name]))));

    private static JsonValue Bounded(JsonValue? value, int mostBytes)
    {
        string text = value?.ToString() ?? "null";
        return Encoding.UTF8.GetByteCount(text) > mostBytes ? BoundedText.Of(text, mostBytes) : value ?? JsonNull.Value;
    }

    private static IEnumerable<JsonObject> Cells(Notebook a, Notebook b, int mostBytes)
    {
        Dictionary<string, Cell> after = Named(b);
        Dictionary<string, Cell> before = Named(a);
        foreach ((string name, Cell cell) in before)
        {
            if (!after.TryGetValue(name, out Cell? other))
            {
                yield return JsonObject.Of(("cell_id", name), ("change", "only in a"));
                continue;
            }

            bool isSource = cell.Source != other.Source;
            bool isOutput = !Content(cell).SequenceEqual(Content(other));
            string status = CellOutline.StatusOf(cell);
            string otherStatus = CellOutline.StatusOf(other);
            if (isSource || isOutput || status != otherStatus)
            {
                JsonObject change = JsonObject.Of(
                    ("cell_id", name), ("change", "changed"), ("source_changed", isSource), ("outputs_changed", isOutput), ("a_status", status), ("b_status", otherStatus));
                yield return isOutput ? change.With("a_text", Text(cell, mostBytes)).With("b_text", Text(other, mostBytes)) : change;
            }
        }

        foreach (string name in after.Keys.Where(name => !before.ContainsKey(name)))
        {
            yield return JsonObject.Of(("cell_id", name), ("change", "only in b"));
        }
    }

    private static Dictionary<string, Cell> Named(Notebook notebook) => notebook.Cells.Select((cell, index) => (Name: CellName.Of(cell, index), cell))
        .DistinctBy(each => each.Name).ToDictionary(each => each.Name, each => each.cell, StringComparer.Ordinal);

    // Prompt numbers and metadata are no results.
    private static IEnumerable<JsonValue> Content(Cell cell) => cell.Outputs.Select(output => (JsonValue)output.Json.Without("execution_count").Without("metadata").Without("traceback"));

    private static string Text(Cell cell, int mostBytes) => BoundedText.Of(string.Join('\n', cell.Outputs.Select(output => OutputDigest.Of(output, mostBytes).Text)), mostBytes);
}
