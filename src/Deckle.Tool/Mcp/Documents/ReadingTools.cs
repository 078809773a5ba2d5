using System.Text;
using Deckle.Editing;
using Deckle.Json;
using Deckle.Summaries;

namespace Deckle.Tool.Mcp.Documents;

/// <summary>The tools that read notebooks.</summary>
internal static class ReadingTools
{
    private const int DefaultBytes = 20_000;
    private const int LeastOfCell = 400;

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new McpTool(
            "notebook_outline",
            "Outline of a notebook",
            "Lists the cells of a notebook, a line each: id, type, first line, how its run left it, tags, and whether its outputs are stale or ran out of order. "
            + "Begin with it: it is short, and gives the cell ids and the revision that the other tools take.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["path"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."},
                  "offset": {"type": "integer", "minimum": 0, "description": "The first cell's index; 0 by default."},
                  "limit": {"type": "integer", "minimum": 1, "maximum": 1000, "description": "How many cells; 200 by default."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "revision", "nbformat", "cell_count", "cells", "next_offset"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "nbformat": {"type": "string"},
                  "kernel": {"type": ["string", "null"]}, "language": {"type": ["string", "null"]}, "ran_in_order": {"type": "boolean"},
                  "cell_count": {"type": "integer"}, "next_offset": {"type": ["integer", "null"]},
                  "cells": {"type": "array", "items": {"type": "object", "required": ["cell_id", "index", "cell_type", "first_line", "lines"], "properties": {
                    "cell_id": {"type": "string"}, "index": {"type": "integer"}, "cell_type": {"type": "string"}, "first_line": {"type": "string"}, "lines": {"type": "integer"},
                    "status": {"type": "string"}, "execution_count": {"type": ["integer", "null"]}, "has_output": {"type": "boolean"}, "output_count": {"type": "integer"},
                    "tags": {"type": "array", "items": {"type": "string"}}, "out_of_order": {"type": "boolean"}, "stale": {"type": "boolean"}}}}}}
                """),
            (call, _) => Task.FromResult(Outline(call)))
        { IsReadOnly = true },
        new McpTool(
            "notebook_read",
            "Read a notebook",
            "Answers the sources of cells with digests of their outputs: long texts with beginning and end, tables by size, columns and first rows, plots and images in words. "
            + "Name cells to read only those. Where next_offset is a number there is more: ask again with it as offset.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["path"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."},
                  "cells": {"type": "array", "minItems": 1, "items": {"type": "string"}, "description": "Only these cells, by id."},
                  "offset": {"type": "integer", "minimum": 0, "description": "From which cell on, counted among those that are answered; 0 by default."},
                  "max_bytes": {"type": "integer", "minimum": 500, "maximum": 200000, "description": "The most bytes of sources and outputs; 20000 by default."}}}
                """),
            DocumentView.SchemaOf(
                """
                {"type": "object", "required": ["path", "revision", "nbformat", "cell_count", "cells", "next_offset"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "nbformat": {"type": "string"}, "metadata": {"type": "object"},
                  "cell_count": {"type": "integer"}, "next_offset": {"type": ["integer", "null"]}, "cells": {"type": "array", "items": CELL}}}
                """),
            (call, _) => Task.FromResult(Read(call)))
        { IsReadOnly = true },
        new McpTool(
            "cell_read",
            "Read a cell",
            "Answers one cell: its whole source, metadata, attachments' names, and digests of its outputs. A source above max_bytes is paged by source_offset.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["path", "cell_id"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."},
                  "cell_id": {"type": "string", "minLength": 1, "description": "The cell, as notebook_outline names it."},
                  "source_offset": {"type": "integer", "minimum": 0, "description": "From which byte of the source on; 0 by default."},
                  "max_bytes": {"type": "integer", "minimum": 500, "maximum": 200000, "description": "The most bytes of the source, and of the outputs; 20000 by default."}}}
                """),
            DocumentView.SchemaOf(
                """
                {"type": "object", "required": ["path", "revision", "cell", "source_next_offset"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "source_bytes": {"type": "integer"}, "source_next_offset": {"type": ["integer", "null"]}, "cell": CELL}}
                """),
            (call, _) => Task.FromResult(ReadCell(call)))
        { IsReadOnly = true },
        new McpTool(
            "output_read",
            "Read an output",
            "Answers all of one output of a cell, page by page: its text, or with mime the data of that type. Pictures come as pictures where they are not too large, else as links. "
            + "Where next_offset is a number there is more.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["path", "cell_id"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."},
                  "cell_id": {"type": "string", "minLength": 1, "description": "The cell, as notebook_outline names it."},
                  "output": {"type": "integer", "minimum": 0, "description": "Which output, from 0; 0 by default."},
                  "mime": {"type": "string", "description": "One of the output's types; its text by default."},
                  "offset": {"type": "integer", "minimum": 0, "description": "From which byte on; 0 by default."},
                  "max_bytes": {"type": "integer", "minimum": 100, "maximum": 200000, "description": "The most bytes of text; 20000 by default."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "revision", "cell_id", "output", "type", "text", "next_offset", "uri"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "cell_id": {"type": "string"}, "output": {"type": "integer"}, "type": {"type": "string"},
                  "mime": {"type": ["string", "null"]}, "text": {"type": "string"}, "offset": {"type": "integer"}, "next_offset": {"type": ["integer", "null"]},
                  "bytes": {"type": "integer"}, "uri": {"type": "string"}}}
                """),
            (call, _) => Task.FromResult(ReadOutput(call)))
        { IsReadOnly = true },
    ];

    private static McpAnswer Outline(McpCall call)
    {
        NotebookFile file = call.Services.Notebooks.Read(call.Text("path") ?? "");
        Notebook notebook = call.Services.Redactor.RedactSources(file.Notebook);
        NotebookOutline outline = NotebookOutline.Of(notebook);
        int offset = call.Integer("offset", 0);
        CellOutline[] shown = [.. outline.Cells.Skip(offset).Take(call.Integer("limit", 200))];
        int next = offset + shown.Length;
        return new McpAnswer(JsonObject.Of(
            ("path", file.Shown),
            ("revision", file.Revision),
            ("nbformat", file.Notebook.Format.ToString()),
            ("kernel", Schema.Optional(Short(notebook.KernelName))),
            ("language", Schema.Optional(Short(notebook.Language))),
            ("ran_in_order", outline.RanInOrder),
            ("cell_count", outline.Cells.Count),
            ("cells", JsonArray.From(shown.Select(cell => (JsonValue)Line(cell, notebook.Cells[cell.Index])))),
            ("next_offset", next < outline.Cells.Count ? next : JsonNull.Value)));
    }

    private static JsonObject Line(CellOutline outline, Cell cell)
    {
        JsonObject line = JsonObject.Of(
            ("cell_id", outline.Name),
            ("index", outline.Index),
            ("cell_type", DocumentView.KindOf(cell)),
            ("first_line", outline.FirstLine),
            ("lines", outline.Lines));
        line = outline.Tags.Count > 0 ? line.With("tags", BoundedText.Short(outline.Tags)) : line;
        if (outline.Kind != CellKind.Code)
        {
            return line;
        }

        line = line
            .With("status", BoundedText.Short(outline.Status))
            .With("execution_count", Schema.Optional(outline.ExecutionCount))
            .With("has_output", outline.OutputCount > 0)
            .With("output_count", outline.OutputCount);
        line = outline.IsOutOfOrder ? line.With("out_of_order", true) : line;
        return outline.IsStale ? line.With("stale", true) : line;
    }

    private static string? Short(string? name) => name is null ? null : BoundedText.Short(name);

    private static McpAnswer Read(McpCall call)
    {
        NotebookFile file = call.Services.Notebooks.Read(call.Text("path") ?? "");
        IReadOnlyList<Cell> cells = file.Notebook.Cells;
        IReadOnlyList<string> wanted = call.Texts("cells");
        int[] places = wanted.Count > 0 ? [.. wanted.Select(name => CellName.IndexOf(file.Notebook, name))] : [.. Enumerable.Range(0, cells.Count)];
        int most = call.Integer("max_bytes", DefaultBytes);
        int offset = call.Integer("offset", 0);
        int left = most;
        var shown = new List<JsonValue>();
        foreach (int place in places.Skip(offset))
        {
            if (left < LeastOfCell && shown.Count > 0)
            {
                break;
            }

            // A cell that is long must not leave the others nothing.
            JsonObject cell = DocumentView.Cell(file, call.Services.Redactor.Redact(cells[place]), place, Math.Max(LeastOfCell, Math.Min(left, most / 2)));
            left -= Encoding.UTF8.GetByteCount(cell.ToString());
            shown.Add(cell);
        }

        int next = offset + shown.Count;
        JsonObject answer = JsonObject.Of(
            ("path", file.Shown),
            ("revision", file.Revision),
            ("nbformat", file.Notebook.Format.ToString()),
            ("cell_count", cells.Count),
            ("cells", JsonArray.From(shown)),
            ("next_offset", next < places.Length ? next : JsonNull.Value));
        JsonObject metadata = call.Services.Redactor.Redact(file.Notebook.Metadata);
        bool isMetadataShort = offset == 0 && metadata.ToString().Length < 2_000;
        return new McpAnswer(isMetadataShort ? answer.With("metadata", metadata) : answer)
        {
            Blocks = [DocumentView.Link($"notebook://{OutputAddress.EscapedPath(file.Shown)}", file.Shown, "application/x-ipynb+json")],
        };
    }

    private static McpAnswer ReadCell(McpCall call)
    {
        NotebookFile file = call.Services.Notebooks.Read(call.Text("path") ?? "");
        int index = CellName.IndexOf(file.Notebook, call.Text("cell_id") ?? "");
        Cell cell = call.Services.Redactor.Redact(file.Notebook.Cells[index]);
        int most = call.Integer("max_bytes", DefaultBytes);
        TextPage page = TextPage.Of(new JsonString(cell.Source).Utf8, call.Integer("source_offset", 0), most);
        JsonObject json = DocumentView.Cell(file, cell, index, most)
            .With("source", page.Text)
            .With("source_truncated", page.Offset > 0 || page.Next is not null);
        string metadata = cell.Metadata.ToString();
        json = json.With("metadata", metadata.Length <= most ? cell.Metadata : JsonObject.Of(("truncated", BoundedText.Of(metadata, most / 4))));
        json = cell.Json.Get<JsonObject>("attachments") is { Count: > 0 } attachments ? json.With("attachments", BoundedText.Short([.. attachments.Keys])) : json;
        return new McpAnswer(JsonObject.Of(
            ("path", file.Shown), ("revision", file.Revision), ("source_bytes", page.Bytes), ("source_next_offset", Schema.Optional(page.Next)), ("cell", json)));
    }

    private static McpAnswer ReadOutput(McpCall call)
    {
        NotebookFile file = call.Services.Notebooks.Read(call.Text("path") ?? "");
        string name = call.Text("cell_id") ?? "";
        Cell cell = file.Notebook.Cells[CellName.IndexOf(file.Notebook, name)];
        int index = call.Integer("output", 0);
        Output output = index < cell.Outputs.Count ? call.Services.Redactor.Redact(cell.Outputs[index]) : throw DocumentErrors.NoOutput(name, index, cell.Outputs.Count);
        string? mime = call.Text("mime");
        OutputDigest digest = OutputDigest.Of(output, PlotSummary.Longest);
        string? picture = mime is null && digest.Form == OutputForm.Image ? digest.MediaType : mime;
        if (mime is not null && !output.Data.Json.Has(mime))
        {
            throw DocumentErrors.NoMediaType(BoundedText.Short(mime), output.Data.MediaTypes.Take(20).Select(BoundedText.Short));
        }

        JsonObject answer = JsonObject.Of(
            ("path", file.Shown), ("revision", file.Revision), ("cell_id", name), ("output", index), ("type", output.Json.GetText("output_type") ?? ""),
            ("uri", new OutputAddress(file.Shown, name, index, picture).ToString()));
        if (picture is not null && OutputPicture.Of(output, picture) is { } image)
        {
            return new McpAnswer(answer
                .With("mime", picture).With("text", digest.Text).With("bytes", digest.Bytes).With("next_offset", JsonNull.Value))
            {
                Blocks = [image.Length <= OutputPicture.Most ? OutputPicture.Block(image, picture) : DocumentView.Link(answer.GetText("uri")!, picture, picture)],
            };
        }

        // What has no text is told as in the cell.
        ReadOnlyMemory<byte> text = OutputDigest.FullText(output, mime)
            ?? (mime is null ? new JsonString(digest.Text).Utf8 : throw DocumentErrors.NoMediaType(BoundedText.Short(mime), output.Data.MediaTypes.Take(20).Select(BoundedText.Short)));
        TextPage page = TextPage.Of(text, call.Integer("offset", 0), call.Integer("max_bytes", DefaultBytes));
        return new McpAnswer(answer
            .With("mime", Schema.Optional(mime)).With("text", page.Text).With("offset", page.Offset).With("next_offset", Schema.Optional(page.Next)).With("bytes", page.Bytes));
    }
}
