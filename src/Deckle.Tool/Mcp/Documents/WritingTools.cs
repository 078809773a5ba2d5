using Deckle.Editing;
using Deckle.Json;
using Deckle.Kernels.Specs;
using Deckle.Stripping;
using Deckle.Tool.Mcp.Redaction;
using Deckle.Tool.Stripping;

namespace Deckle.Tool.Mcp.Documents;

/// <summary>The tools that write notebooks, and the one that says whether they are well-formed.</summary>
internal static class WritingTools
{
    private const int MostFindings = 100;
    private const int MostTouched = 200;

    private const string Revision =
        """
        {"type": "string", "minLength": 1, "description": "The revision that you read. Where the file has changed since, nothing is written and the difference is shown."}
        """;

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new McpTool(
            "notebook_edit",
            "Edit a notebook",
            "Changes cells of a notebook by a list of operations, done in order and together: if one fails, nothing is written. Cells are named by id; where a notebook has no ids, "
            + "by the index they had before the first operation. Everything that is not edited stays byte for byte. Answers the new revision and the cells that were touched.",
            Written(
                """
                {"type": "object", "additionalProperties": false, "required": ["path", "expected_revision", "operations"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."},
                  "expected_revision": REVISION,
                  "operations": {"type": "array", "minItems": 1, "items": OPERATION}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "revision", "changed", "cell_count", "cells"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "changed": {"type": "boolean"}, "cell_count": {"type": "integer"},
                  "cells": {"type": "array", "description": "The cells that are new or not as they were, as they are now.", "items": {"type": "object", "required": ["cell_id", "index", "cell_type"], "properties": {
                    "cell_id": {"type": "string"}, "index": {"type": "integer"}, "cell_type": {"type": "string"}, "first_line": {"type": "string"}}}},
                  "cells_left_out": {"type": "integer"}, "deleted": {"type": "array", "items": {"type": "string"}}}}
                """),
            EditAsync)
        { IsDestructive = true },
        new McpTool(
            "notebook_create",
            "Create a notebook",
            "Makes a new notebook from cells, or as a copy of another one. An existing file is replaced only where expected_revision names its revision.",
            Written(
                """
                {"type": "object", "additionalProperties": false, "required": ["path"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The new notebook, from the server's folder; it ends with .ipynb."},
                  "copy_of": {"type": "string", "description": "A notebook to copy; then without cells and kernel. One older than nbformat 4 is upgraded."},
                  "kernel": {"type": "string", "description": "The kernel's name, as kernels_list has it; python3 by default."},
                  "cells": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["cell_type", "source"], "properties": {
                    "cell_type": {"type": "string", "enum": ["code", "markdown", "raw"]}, "source": {"type": "string"},
                    "tags": {"type": "array", "items": {"type": "string"}}, "cell_id": {"type": "string"}}}},
                  "expected_revision": REVISION}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "revision", "cell_count", "cell_ids"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "cell_count": {"type": "integer"}, "cell_ids": {"type": "array", "items": {"type": "string"}}}}
                """),
            CreateAsync)
        { IsDestructive = true },
        new McpTool(
            "notebook_validate",
            "Validate a notebook",
            "Checks a notebook against nbformat's schema and answers every finding with its line and cell. Changes nothing.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["path"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "valid", "format", "findings", "findings_left_out"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "valid": {"type": "boolean"}, "format": {"type": ["string", "null"]}, "findings_left_out": {"type": "integer"},
                  "findings": {"type": "array", "items": {"type": "object", "required": ["severity", "path", "message"], "properties": {
                    "severity": {"type": "string"}, "keyword": {"type": "string"}, "path": {"type": "string"}, "cell": {"type": ["integer", "null"]},
                    "cell_id": {"type": ["string", "null"]}, "line": {"type": "integer"}, "column": {"type": "integer"}, "message": {"type": "string"}}}}}}
                """),
            (call, _) => Task.FromResult(Validate(call)))
        { IsReadOnly = true },
        new McpTool(
            "notebook_strip",
            "Strip a notebook",
            "Removes outputs, execution counts and the metadata of runs, as the project's settings for deckle strip say, so that the notebook is fit for version control. "
            + "With dry_run nothing is written.",
            Written(
                """
                {"type": "object", "additionalProperties": false, "required": ["path", "expected_revision"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."},
                  "expected_revision": REVISION,
                  "keep_outputs": {"type": "boolean", "description": "Keep outputs; metadata and counts go."},
                  "keep_counts": {"type": "boolean", "description": "Keep execution counts."},
                  "dry_run": {"type": "boolean", "description": "Only say what would go."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "revision", "changed", "findings", "findings_left_out"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "changed": {"type": "boolean"}, "findings_left_out": {"type": "integer"},
                  "findings": {"type": "array", "description": "What goes.", "items": {"type": "object", "required": ["kind", "detail"], "properties": {
                    "kind": {"type": "string"}, "path": {"type": "string"}, "cell": {"type": ["integer", "null"]}, "id": {"type": ["string", "null"]}, "detail": {"type": "string"}}}}}}
                """),
            StripAsync)
        { IsDestructive = true },
    ];

    private static async Task<McpAnswer> EditAsync(McpCall call, CancellationToken cancellationToken)
    {
        Notebook before = new(JsonObject.Empty);
        string[] deleted = [];
        NotebookFile written = await call.Services.Notebooks.ChangeAsync(call.Text("path") ?? "", call.Text("expected_revision") ?? "", file =>
        {
            before = file.Notebook;

            // Operations are on what the client was shown.
            var seen = new RedactedNotebook(call.Services.Redactor, file.Notebook, withOutputs: false);
            NotebookDraft draft = NotebookDraft.Of(seen.Shown);
            IReadOnlyList<string> names = draft.Names;
            foreach ((int number, JsonObject json) in (call.Arguments.Get<JsonArray>("operations") ?? JsonArray.Empty).OfType<JsonObject>().Index())
            {
                var operation = new EditOperation(json, call.Services.Redactor);
                try
                {
                    draft = operation.Apply(draft);
                }
                catch (DeckleException e)
                {
                    throw DocumentErrors.Operation(number, operation.Name, e);
                }
            }

            deleted = [.. names.Except(draft.Names)];
            Notebook changed = seen.Restore(draft.Notebook);
            RefuseBreaking(file.Notebook, changed);
            return ReferenceEquals(changed.Json, file.Notebook.Json) ? file.Bytes : NotebookEditor.Edit(file.Bytes, file.Notebook, changed);
        }, cancellationToken).ConfigureAwait(false);
        Notebook after = written.Notebook;
        HashSet<JsonValue> same = [.. before.Cells.Select(cell => cell.Json)];
        (Cell Cell, int Index)[] touched = [.. after.Cells.Select((cell, index) => (cell, index)).Where(each => !same.Contains(each.cell.Json))];
        return new McpAnswer(JsonObject.Of(
            ("path", written.Shown),
            ("revision", written.Revision),
            ("changed", before != after),
            ("cell_count", after.Cells.Count),
            ("cells", JsonArray.From(touched.Take(MostTouched).Select(each => (JsonValue)Touched(call.Services.Redactor, each.Cell, each.Index)))),
            ("cells_left_out", Math.Max(0, touched.Length - MostTouched)),
            ("deleted", BoundedText.Short(deleted, MostTouched))));
    }

    // A pointer reaches everything; what was well-formed stays so.
    private static void RefuseBreaking(Notebook before, Notebook changed)
    {
        if (!ReferenceEquals(before.Json, changed.Json) && NotebookValidator.Validate(changed) is { Count: > 0 } findings && NotebookValidator.Validate(before).Count == 0)
        {
            throw DocumentErrors.Breaks(findings[0].Path.ToString(), findings[0].Message);
        }
    }

    private static JsonObject Touched(EdgeRedactor redactor, Cell cell, int index)
    {
        string first = redactor.Redact(cell.Source).Split('\n')[0];
        return JsonObject.Of(("cell_id", CellName.Of(cell, index)), ("index", index), ("cell_type", DocumentView.KindOf(cell)), ("first_line", first.Length <= 80 ? first : BoundedText.Of(first, 80)));
    }

    private static async Task<McpAnswer> CreateAsync(McpCall call, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes;
        if (call.Text("copy_of") is { } original)
        {
            if (call.Arguments.Has("cells") || call.Arguments.Has("kernel"))
            {
                throw McpErrors.Argument("a copy has its own cells and kernel", "leave cells and kernel out, and edit the copy with notebook_edit");
            }

            // Other tools read nbformat 4 alone, so an older one is brought to it.
            NotebookFile copied = call.Services.Notebooks.Read(original);
            bytes = copied.Notebook.Format.Major < 4 ? NotebookWriter.Write(NotebookUpgrader.Convert(copied.Notebook, 4)) : copied.Bytes;
        }
        else
        {
            bytes = NotebookWriter.Write(New(call));
        }

        NotebookFile written = await call.Services.Notebooks.PutAsync(call.Text("path") ?? "", call.Text("expected_revision"), bytes, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> names = CellName.All(written.Notebook);
        return new McpAnswer(JsonObject.Of(
            ("path", written.Shown), ("revision", written.Revision), ("cell_count", names.Count), ("cell_ids", BoundedText.Short(names, 1000))));
    }

    private static Notebook New(McpCall call)
    {
        string kernel = call.Text("kernel") ?? "python3";
        KernelSpec? spec = new KernelSpecs(KernelSearch.FromProcess(call.Services.Root).Distrusting([])).All.FirstOrDefault(known => known.Name == kernel);
        JsonObject named = JsonObject.Of(("display_name", spec?.DisplayName ?? kernel), ("name", kernel));
        string language = spec?.Language ?? (kernel == "python3" ? "python" : "");
        named = language.Length == 0 ? named : named.With("language", language);
        NotebookDraft draft = NotebookDraft.Of(new Notebook(JsonObject.Of(
            ("cells", JsonArray.Empty),
            ("metadata", JsonObject.Of(("kernelspec", named))),
            ("nbformat", NotebookFormat.Latest.Major),
            ("nbformat_minor", NotebookFormat.Latest.Minor))));
        foreach (JsonObject cell in (call.Arguments.Get<JsonArray>("cells") ?? JsonArray.Empty).OfType<JsonObject>())
        {
            string[] tags = [.. (cell.Get<JsonArray>("tags") ?? JsonArray.Empty).OfType<JsonString>().Select(tag => tag.Text)];
            draft = draft.Insert(new NewCell(EditOperation.KindOf(cell.GetText("cell_type")), cell.GetText("source") ?? "") { Id = cell.GetText("cell_id"), Tags = tags }, CellPlace.End);
        }

        return draft.Notebook;
    }

    private static McpAnswer Validate(McpCall call)
    {
        string path = call.PathOf("path");
        string shown = call.Services.Files.Relative(path);
        NotebookCheck check = NotebookCheck.Of(path, isFixing: false) with { Path = shown };
        if (check.Error is { } error)
        {
            throw DocumentErrors.Shown(error, path, shown);
        }

        JsonObject json = check.ToJson();
        JsonArray findings = json.Get<JsonArray>("findings") ?? JsonArray.Empty;
        return new McpAnswer(json.Without("fixed")
            .With("findings", JsonArray.From(findings.Take(MostFindings)))
            .With("findings_left_out", Math.Max(0, findings.Count - MostFindings))
            .With("revision", NotebookRevision.Of(NotebookInput.Read(path).Span)));
    }

    private static async Task<McpAnswer> StripAsync(McpCall call, CancellationToken cancellationToken)
    {
        StrippedFile? result = null;
        ReadOnlyMemory<byte> Strip(NotebookFile file)
        {
            StripOptions options = new StripSettings().For(file.Path) ?? throw McpErrors.Argument($"settings exclude {file.Shown} from stripping", "change the settings of deckle strip, or leave the notebook as it is");
            options = call.Flag("keep_outputs") ? options with { KeepOutput = true } : options;
            options = call.Flag("keep_counts") ? options with { KeepCount = true } : options;
            result = StrippedFile.Edit(file.Bytes, NotebookMode.Jupyter, options);
            return call.Flag("dry_run") ? file.Bytes : result.Content;
        }

        NotebookFile file = await call.Services.Notebooks.ChangeAsync(call.Text("path") ?? "", call.Text("expected_revision") ?? "", Strip, cancellationToken).ConfigureAwait(false);
        JsonArray findings = result!.ToJson();
        return new McpAnswer(JsonObject.Of(
            ("path", file.Shown),
            ("revision", file.Revision),
            ("changed", result.IsChanged),
            ("findings", JsonArray.From(findings.Take(MostFindings))),
            ("findings_left_out", Math.Max(0, findings.Count - MostFindings))));
    }

    private static JsonObject Written(string json) => (JsonObject)JsonReader.Read(json
        .Replace("OPERATION", EditOperation.Schema, StringComparison.Ordinal)
        .Replace("REVISION", Revision, StringComparison.Ordinal)
        .Replace("INDEX", """{"type": "integer", "minimum": 0, "description": "The place it gets, from 0."}""", StringComparison.Ordinal)
        .Replace("BEFORE", """{"type": "string", "description": "The cell that is to follow it."}""", StringComparison.Ordinal)
        .Replace("AFTER", """{"type": "string", "description": "The cell that it is to follow."}""", StringComparison.Ordinal)
        .Replace("POINTER", """{"type": "string", "description": "A JSON pointer from the metadata, such as /kernelspec/name; /tags/- adds to a list."}""", StringComparison.Ordinal)
        .Replace("CELL", """{"type": "string", "minLength": 1, "description": "The cell, as notebook_outline names it."}""", StringComparison.Ordinal));
}
