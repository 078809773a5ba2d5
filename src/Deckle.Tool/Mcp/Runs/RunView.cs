using Deckle.Json;
using Deckle.Tool.Rendering.Ansi;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>A run as clients are told of it.</summary>
internal static class RunView
{
    private const int MostTraceback = 4_000;

    public static JsonObject Schema { get; } = Mcp.Schema.Of(
        """
        {"type": "object", "required": ["run_id", "status", "path", "output_path", "cells_done", "duration_seconds"], "properties": {
          "run_id": {"type": "string"},
          "status": {"type": "string", "enum": ["running", "completed", "failed", "timeout", "dead", "interrupted", "error", "lost", "pending"],
            "description": "error: it could not run at all; dead: the kernel died; lost: the run's process was killed"},
          "path": {"type": "string"}, "output_path": {"type": "string", "description": "The executed notebook; it is saved while the run goes on."},
          "resource": {"type": "string"}, "started": {"type": "string"},
          "cells_done": {"type": "integer"}, "cells_total": {"type": ["integer", "null"]},
          "current_cell": {"type": ["object", "null"], "properties": {"id": {"type": ["string", "null"]}, "index": {"type": "integer"}}},
          "duration_seconds": {"type": "number"}, "exit_code": {"type": ["integer", "null"]},
          "failed_cell": {"type": ["object", "null"]},
          "kernel": {"type": ["string", "null"]},
          "scraps": {"type": "array", "items": {"type": "string"}, "description": "Names; scraps_read gives the values."},
          "warnings": {"type": "array", "items": {"type": "string"}},
          "error": {"type": ["object", "null"]}, "log": {"type": "string"}}}
        """);

    public static JsonObject Of(RunRecord run) => JsonObject.Of(
        ("run_id", run.Id),
        ("status", run.Status),
        ("path", run.Path),
        ("output_path", run.OutputPath),
        ("resource", $"run://{run.Id}"),
        ("started", run.Request.GetText("started") ?? ""),
        ("cells_done", run.CellsDone),
        ("cells_total", Mcp.Schema.Optional((long?)run.CellsTotal)),
        ("current_cell", run.CurrentCell ?? (JsonValue)JsonNull.Value),
        ("duration_seconds", run.Seconds),
        ("exit_code", Mcp.Schema.Optional((long?)run.ExitCode)),
        ("failed_cell", run.Report?.Get<JsonObject>("failed_cell") is { } failure ? Failure(failure) : JsonNull.Value),
        ("kernel", Mcp.Schema.Optional(run.Report?.Get<JsonObject>("kernel")?.GetText("name"))),
        ("scraps", JsonArray.From((run.Report?.Get<JsonObject>("scraps") ?? JsonObject.Empty).Keys)),
        ("warnings", run.Report?.Get<JsonArray>("warnings") ?? JsonArray.Empty),
        ("error", run.Error is { } error ? BoundedText.Within(error, MostTraceback) : JsonNull.Value),
        ("log", run.Log));

    /// <summary>In one line what a person would say of it.</summary>
    public static string Text(RunRecord run)
    {
        string cells = run.CellsTotal is { } total ? $"{run.CellsDone} of {total} cells" : $"{run.CellsDone} cells";
        string failure = run.Report?.Get<JsonObject>("failed_cell") is { } cell ? $"\ncell {cell.GetText("id") ?? cell["index"]!.ToString()} failed: {BoundedText.Short(cell.GetText("ename") ?? "")}: {BoundedText.Of(cell.GetText("evalue") ?? "", MostTraceback)}" : "";
        string error = run.Error is { } told ? $"\nerror[{told.GetText("code")}]: {BoundedText.Of(told.GetText("message") ?? "", MostTraceback)}" : "";
        string next = run.IsOver ? "" : $"\nask again with run_status {{\"run_id\": \"{run.Id}\"}}";
        return FormattableString.Invariant($"{run.Id} {run.Status}: {run.Path} → {run.OutputPath}, {cells}, {run.Seconds:0.0} s{failure}{error}{next}");
    }

    // A cell of a thousand lines and its traceback tell no more than their beginning and end.
    private static JsonObject Failure(JsonObject failure) => failure
        .With("source", BoundedText.Of(failure.GetText("source") ?? "", MostTraceback))
        .With("evalue", BoundedText.Of(failure.GetText("evalue") ?? "", MostTraceback))
        .With("traceback", JsonArray.From(new[] { AnsiRenderer.Plain(BoundedText.Of(Traceback(failure), MostTraceback)) }));

    private static string Traceback(JsonObject failure) =>
        string.Join('\n', (failure.Get<JsonArray>("traceback") ?? JsonArray.Empty).OfType<JsonString>().Select(line => line.Text));
}
