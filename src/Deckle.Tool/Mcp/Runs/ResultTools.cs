using System.Text;
using Deckle.Editing;
using Deckle.Json;
using Deckle.Parameters;
using Deckle.Scraps;
using Deckle.Summaries;
using Deckle.Tool.Commands;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>The tools that read what runs gave.</summary>
internal static class ResultTools
{
    private const int DefaultBytes = 20_000;

    // An output that is cut shorter tells nothing.
    private const int LeastOfOutput = 200;

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new McpTool(
            "run_results",
            "Outputs of a run",
            "Answers the cells of a run that gave outputs or failed, in order, also while it goes on: long texts with beginning and end, tables by size, columns and first rows, "
            + "plots and images in words; each link can be read as a resource. Where next_offset is a number there is more: ask again with it as offset.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "properties": {
                  "run_id": {"type": "string", "description": "The id that notebook_run answered."},
                  "path": {"type": "string", "description": "In place of run_id: an executed notebook."},
                  "cell_ids": {"type": "array", "items": {"type": "string"}, "description": "Only these cells."},
                  "offset": {"type": "integer", "minimum": 0, "description": "From which cell on, counted among those that are answered; 0 by default."},
                  "limit": {"type": "integer", "minimum": 1, "maximum": 500, "description": "How many cells; 50 by default."},
                  "max_bytes": {"type": "integer", "minimum": 500, "maximum": 200000, "description": "The most bytes of texts in the answer; 20000 by default."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "status", "cells", "total", "next_offset"], "properties": {
                  "run_id": {"type": ["string", "null"]}, "path": {"type": "string"}, "status": {"type": ["string", "null"]},
                  "total": {"type": "integer"}, "next_offset": {"type": ["integer", "null"]},
                  "cells": {"type": "array", "items": {"type": "object", "required": ["cell_id", "index", "status", "outputs"], "properties": {
                    "cell_id": {"type": "string"}, "index": {"type": "integer"}, "status": {"type": "string"},
                    "execution_count": {"type": ["integer", "null"]}, "duration_seconds": {"type": ["number", "null"]},
                    "outputs": {"type": "array", "items": OUTPUT}, "outputs_left_out": {"type": "integer"}}}}}}
                """.Replace("OUTPUT", OutputView.Shape, StringComparison.Ordinal)),
            (call, _) => Task.FromResult(Results(call)))
        { IsReadOnly = true },
        new McpTool(
            "parameters_inspect",
            "Parameters of a notebook",
            "Lists the parameters that a notebook declares in its cell tagged 'parameters', with types, defaults and help: what notebook_run takes.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["path"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."},
                  "kernel": {"type": "string", "description": "The kernel's name, where it is not the notebook's own."},
                  "language": {"type": "string", "description": "The language, where it is not the notebook's own."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["notebook", "has_parameters_cell", "parameters"], "properties": {
                  "notebook": {"type": "string"}, "language": {"type": ["string", "null"]}, "has_parameters_cell": {"type": "boolean"},
                  "parameters": {"type": "array", "items": {"type": "object", "required": ["name", "required"], "properties": {
                    "name": {"type": "string"}, "inferred_type_name": {"type": "string"}, "default": {"type": ["string", "null"]},
                    "help": {"type": "string"}, "type": {"type": "string"}, "required": {"type": "boolean"}, "line": {"type": "integer"}}}}}}
                """),
            (call, _) => Task.FromResult(Parameters(call)))
        { IsReadOnly = true },
        new McpTool(
            "scraps_read",
            "Values that a notebook recorded",
            "Answers the scraps of an executed notebook: the values it recorded by name for others to read (scrapbook's glue). Large ones are cut.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "properties": {
                  "path": {"type": "string", "description": "An executed notebook."},
                  "run_id": {"type": "string", "description": "In place of path: a run."},
                  "names": {"type": "array", "items": {"type": "string"}, "description": "Only these."},
                  "max_bytes": {"type": "integer", "minimum": 500, "maximum": 200000, "description": "The most bytes of each value; 20000 by default."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "scraps"], "properties": {
                  "path": {"type": "string"}, "status": {"type": ["string", "null"]}, "parameters": {"type": "object"},
                  "missing": {"type": "array", "items": {"type": "string"}},
                  "scraps": {"type": "array", "items": {"type": "object", "required": ["name", "encoder", "truncated"], "properties": {
                    "name": {"type": "string"}, "encoder": {"type": "string"}, "data": {}, "truncated": {"type": "boolean"}, "display": {"type": "string"}}}}}}
                """),
            (call, _) => Task.FromResult(Scraps(call)))
        { IsReadOnly = true },
        new McpTool(
            "runs_compare",
            "Compare two runs",
            "Compares two executed notebooks, each by path or run id: parameters, statuses, durations, scraps, and which cells' outputs changed.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "properties": {
                  "a_path": {"type": "string", "description": "The first executed notebook."}, "a_run_id": {"type": "string", "description": "In place of a_path: a run."},
                  "b_path": {"type": "string", "description": "The second executed notebook."}, "b_run_id": {"type": "string", "description": "In place of b_path: a run."},
                  "max_bytes": {"type": "integer", "minimum": 500, "maximum": 200000, "description": "The most bytes of values and texts; 20000 by default."}}}
                """),
            RunComparison.Schema,
            (call, _) => Task.FromResult(new McpAnswer(RunComparison.Of(
                RunNotebook.Of(call, "a_path", "a_run_id"), RunNotebook.Of(call, "b_path", "b_run_id"), call.Integer("max_bytes", DefaultBytes)))))
        { IsReadOnly = true },
    ];

    private static McpAnswer Results(McpCall call)
    {
        RunNotebook run = RunNotebook.Of(call);
        IReadOnlyList<string> wanted = call.Texts("cell_ids");
        Notebook notebook = run.Notebook;
        int[] cells = wanted.Count > 0
            ? [.. wanted.Select(name => CellName.IndexOf(notebook, name)).Distinct().Order()]
            : [.. Enumerable.Range(0, notebook.Cells.Count).Where(index => notebook.Cells[index] is { Kind: CellKind.Code } cell && (cell.Outputs.Count > 0 || CellOutline.StatusOf(cell) == "failed"))];
        int offset = call.Integer("offset", 0);
        int limit = call.Integer("limit", 50);
        int left = call.Integer("max_bytes", DefaultBytes);
        var shown = new List<JsonValue>();
        foreach (int index in cells.Skip(offset).Take(limit))
        {
            if (left < LeastOfOutput && shown.Count > 0)
            {
                break;
            }

            // A cell that prints much must not leave the others nothing.
            JsonObject answer = Cell(run, index, Math.Min(left, call.Integer("max_bytes", DefaultBytes) / 2));
            left -= Encoding.UTF8.GetByteCount(answer.ToString());
            shown.Add(answer);
        }

        int next = offset + shown.Count;
        return new McpAnswer(JsonObject.Of(
            ("run_id", Schema.Optional(run.Run?.Id)),
            ("path", run.Path),
            ("status", Schema.Optional(run.Scraps().Status)),
            ("cells", JsonArray.From(shown)),
            ("total", cells.Length),
            ("next_offset", next < cells.Length ? next : JsonNull.Value)));
    }

    private static JsonObject Cell(RunNotebook run, int index, int mostBytes)
    {
        Cell cell = run.Notebook.Cells[index];
        return JsonObject.Of(
            ("cell_id", CellName.Of(cell, index)),
            ("index", index),
            ("status", run.StatusOf(index)),
            ("execution_count", Schema.Optional(cell.ExecutionCount)),
            ("duration_seconds", Schema.Optional(CellTiming.Of(cell).Duration)))
            .WithOutputs(run.Path, cell, index, mostBytes);
    }

    private static McpAnswer Parameters(McpCall call)
    {
        Notebook notebook = call.NotebookOf("path");
        IReadOnlyList<Parameter> parameters = ParameterFinder.Find(notebook, call.Text("kernel"), call.Text("language"));
        string path = call.Services.Files.Relative(call.PathOf("path"));
        return new McpAnswer(ParamsCommand.Json(path, notebook, ParameterFinder.CellIndex(notebook) >= 0, parameters, call.Text("language")).Without("schema"));
    }

    private static McpAnswer Scraps(McpCall call)
    {
        RunNotebook run = RunNotebook.Of(call);
        ScrapRun read = run.Scraps();
        IReadOnlyList<string> names = call.Texts("names");
        int most = call.Integer("max_bytes", DefaultBytes);
        return new McpAnswer(JsonObject.Of(
            ("path", run.Path),
            ("status", Schema.Optional(read.Status)),
            ("parameters", read.Parameters),
            ("missing", JsonArray.From(names.Where(name => !read.Scraps.ContainsKey(name)))),
            ("scraps", JsonArray.From(read.Scraps.Values.Where(scrap => names.Count == 0 || names.Contains(scrap.Name)).Select(scrap => One(scrap, most))))));
    }

    private static JsonObject One(Scrap scrap, int mostBytes)
    {
        string data = scrap.Data?.ToString() ?? "null";
        bool isCut = Encoding.UTF8.GetByteCount(data) > mostBytes;
        JsonObject one = JsonObject.Of(
            ("name", scrap.Name),
            ("encoder", scrap.Encoder ?? "display"),
            ("data", isCut ? BoundedText.Of(data, mostBytes) : scrap.Data ?? JsonNull.Value),
            ("truncated", isCut));
        return scrap.Display is { } display ? one.With("display", OutputDigest.Of(display, Math.Min(mostBytes, 2_000)).Text) : one;
    }
}
