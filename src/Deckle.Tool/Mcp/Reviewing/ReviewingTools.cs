using System.Text;
using Deckle.Diffing;
using Deckle.Editing;
using Deckle.Json;
using Deckle.Merging;
using Deckle.Tool.Diffing;
using Deckle.Tool.Mcp.Documents;
using Deckle.Tool.Mcp.Redaction;
using Deckle.Tool.Merging;

namespace Deckle.Tool.Mcp.Reviewing;

/// <summary>The tools that compare, merge and patch notebooks.</summary>
internal static class ReviewingTools
{
    private const int DefaultBytes = 20_000;
    private const int MostConflicts = 50;
    private const int MostChanges = 200;
    private const int MostValue = 1_000;

    private static readonly Dictionary<string, MergeStrategy> Strategies = new(StringComparer.Ordinal)
    {
        ["inline"] = MergeStrategy.Inline,
        ["use-base"] = MergeStrategy.UseBase,
        ["use-local"] = MergeStrategy.UseLocal,
        ["use-remote"] = MergeStrategy.UseRemote,
        ["union"] = MergeStrategy.Union,
    };

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new McpTool(
            "notebook_diff",
            "Compare notebooks",
            "Compares two notebooks cell by cell, or a notebook with what it was: in a revision of git, or when you read it. Answers counts, the cells that changed, and the difference as text; "
            + "with operations also the diff that notebook_patch applies.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["path"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook after, from the server's folder."},
                  "before_path": {"type": "string", "description": "The notebook before."},
                  "since_revision": {"type": "string", "description": "In place of before_path: the same notebook at a revision that this server answered."},
                  "base": {"type": "string", "minLength": 1, "description": "In place of before_path: the same notebook in a revision of git, such as HEAD~1 or main."},
                  "ignore_outputs": {"type": "boolean"}, "ignore_metadata": {"type": "boolean"},
                  "operations": {"type": "boolean", "description": "Answer the diff too, where it is not above max_bytes."},
                  "max_bytes": {"type": "integer", "minimum": 500, "maximum": 200000, "description": "The most bytes of text; 20000 by default."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "revision", "changed", "summary", "cells", "text"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "before": {"type": "string"}, "changed": {"type": "boolean"},
                  "summary": {"type": "object", "additionalProperties": {"type": "integer"}},
                  "cells": {"type": "array", "items": {"type": "object", "required": ["change"], "properties": {
                    "change": {"type": "string"}, "before_id": {"type": "string"}, "after_id": {"type": "string"}}}},
                  "cells_left_out": {"type": "integer"},
                  "text": {"type": "string"}, "diff": {"type": ["array", "null"]}, "diff_bytes": {"type": "integer"}}}
                """),
            (call, _) => Task.FromResult(Diff(call)))
        { IsReadOnly = true },
        new McpTool(
            "notebook_merge",
            "Merge notebooks",
            "Merges two changed versions of a notebook by cells and writes the result to output_path. What contradicts itself is shown in the notebook between markers and listed; "
            + "or a strategy takes a side. Without base_path everything that differs is a contradiction.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["local_path", "remote_path", "output_path"], "properties": {
                  "base_path": {"type": "string", "description": "The version that both come from."},
                  "local_path": {"type": "string", "minLength": 1, "description": "Our version; the result keeps its layout."},
                  "remote_path": {"type": "string", "minLength": 1, "description": "The other version."},
                  "output_path": {"type": "string", "minLength": 1, "description": "Where the result goes; it may be one of the others."},
                  "expected_revision": {"type": "string", "description": "The revision of what stands at output_path, to replace it."},
                  "strategy": {"type": "string", "enum": ["inline", "use-base", "use-local", "use-remote", "union"], "description": "What becomes of contradictions; inline by default."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "revision", "clean", "conflicts", "conflicts_left_out"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "clean": {"type": "boolean"}, "conflicts_left_out": {"type": "integer"},
                  "conflicts": {"type": "array", "items": {"type": "object", "required": ["part", "where"], "properties": {
                    "part": {"type": "string"}, "cell_id": {"type": ["string", "null"]}, "where": {"type": "string"},
                    "base": {"type": "string"}, "local": {"type": "string"}, "remote": {"type": "string"}}}}}}
                """),
            MergeAsync)
        { IsDestructive = true },
        new McpTool(
            "notebook_patch",
            "Patch a notebook",
            "Applies a diff to the notebook it was made from: nbdime's list of operations, or what deckle diff --json answers. Where it does not fit nothing is written, and the place is told.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["path", "expected_revision"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."},
                  "expected_revision": {"type": "string", "minLength": 1, "description": "The revision that you read."},
                  "diff": {"type": ["array", "object"], "description": "The diff, as notebook_diff answers it with operations."},
                  "diff_path": {"type": "string", "description": "In place of diff: a file that holds it."},
                  "dry_run": {"type": "boolean", "description": "Only say whether it fits."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "revision", "changed", "valid"], "properties": {
                  "path": {"type": "string"}, "revision": {"type": "string"}, "changed": {"type": "boolean"},
                  "valid": {"type": "boolean", "description": "Whether the result is well-formed; notebook_validate says more."}}}
                """),
            PatchAsync)
        { IsDestructive = true },
    ];

    private static McpAnswer Diff(McpCall call)
    {
        NotebookDesk desk = call.Services.Notebooks;
        NotebookFile after = desk.Read(call.Text("path") ?? "");
        FilePair pair = (call.Text("before_path"), call.Text("since_revision"), call.Text("base")) switch
        {
            ({ } path, null, null) => new FilePair(Side(desk.Read(path)), Side(after)),
            (null, { } revision, null) => desk.Earlier(after, revision) ?? throw DocumentErrors.NotKnown(revision),
            (null, null, { } committed) => new FilePair(CommittedNotebook.At(committed, after), Side(after)),
            _ => throw McpErrors.Argument("give one of 'before_path', 'since_revision' and 'base'", "give before_path, since_revision or base, and only one of them"),
        };
        var filter = new DiffFilterOptions { Outputs = !call.Flag("ignore_outputs"), Metadata = !call.Flag("ignore_metadata") };
        FilePair seen = desk.Redacted(pair);
        NotebookComparison comparison = NotebookComparer.Compare(seen, filter);
        NotebookDiff diff = comparison.Diff ?? throw comparison.Problem!;
        int most = call.Integer("max_bytes", DefaultBytes);
        using var text = new StringWriter { NewLine = "\n" };
        DiffText.Write(comparison, text, new DiffTextOptions { MostOutputLines = 20, MostWidth = 500 });

        // Where only a secret is another one, nothing that is shown is.
        bool isChanged = !diff.IsEmpty || (!ReferenceEquals(seen, pair) && NotebookComparer.Compare(pair, filter).Diff is { IsEmpty: false });
        CellChange[] changes = [.. diff.Cells.Where(cell => cell.Kind != CellChangeKind.Unchanged)];
        int mostChanges = Math.Clamp(most / 100, 5, MostChanges);
        JsonObject answer = JsonObject.Of(
            ("path", after.Shown),
            ("revision", after.Revision),
            ("before", pair.Before.Name),
            ("changed", isChanged),
            ("summary", NotebookDiffWriter.Write(diff).Get<JsonObject>("summary") ?? JsonObject.Empty),
            ("cells", JsonArray.From(changes.Take(mostChanges).Select(cell => (JsonValue)Change(diff, cell)))),
            ("cells_left_out", Math.Max(0, changes.Length - mostChanges)),
            ("text", BoundedText.Of(isChanged && diff.IsEmpty ? "only secrets, which are not shown" : text.ToString(), most)));
        if (!call.Flag("operations"))
        {
            return new McpAnswer(answer);
        }

        JsonArray operations = DiffWriter.Write(diff.ToDiff());
        int bytes = Encoding.UTF8.GetByteCount(operations.ToString());
        return new McpAnswer(answer.With("diff", bytes <= most ? operations : JsonNull.Value).With("diff_bytes", bytes));
    }

    private static JsonObject Change(NotebookDiff diff, CellChange change)
    {
        JsonObject json = JsonObject.Of(("change", NameOf(change.Kind)));
        json = change.Before is { } before ? json.With("before_id", BoundedText.Short(CellName.Of(diff.Before.Cells[before], before))) : json;
        return change.After is { } after ? json.With("after_id", BoundedText.Short(CellName.Of(diff.After.Cells[after], after))) : json;
    }

    // As in deckle.diff/1.
    private static string NameOf(CellChangeKind kind) => kind switch
    {
        CellChangeKind.MovedAway => "moved_away",
        CellChangeKind.MovedHere => "moved_here",
        CellChangeKind.SplitOff => "split_off",
        CellChangeKind.JoinedInto => "joined_into",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static async Task<McpAnswer> MergeAsync(McpCall call, CancellationToken cancellationToken)
    {
        NotebookDesk desk = call.Services.Notebooks;
        MergeSide? ancestor = call.Text("base_path") is { } path ? Part(desk.Read(path)) : null;
        MergeSide local = Part(desk.Read(call.Text("local_path") ?? ""));
        MergeSide remote = Part(desk.Read(call.Text("remote_path") ?? ""));
        var options = new MergeOptions { Strategy = Strategies[call.Text("strategy") ?? "inline"] };
        MergeResult result = NotebookMerger.Merge(ancestor?.Notebook, local.Notebook, remote.Notebook, options);
        NotebookFile written = await desk.PutAsync(call.Text("output_path") ?? "", call.Text("expected_revision"), local.Write(result.Notebook), cancellationToken).ConfigureAwait(false);
        return new McpAnswer(JsonObject.Of(
            ("path", written.Shown),
            ("revision", written.Revision),
            ("clean", result.IsClean),
            ("conflicts", JsonArray.From(result.Conflicts.Take(MostConflicts).Select(conflict => (JsonValue)Conflict(call.Services.Redactor, conflict, result.Notebook)))),
            ("conflicts_left_out", Math.Max(0, result.Conflicts.Count - MostConflicts))));
    }

    private static JsonObject Conflict(EdgeRedactor redactor, MergeConflict conflict, Notebook merged)
    {
        JsonObject whole = ConflictJson.Of(conflict, merged);
        JsonObject json = JsonObject.Of(
            ("part", whole["part"]!), ("cell_id", whole["cell_id"]!), ("where", ConflictText.Place(merged, conflict)));
        foreach ((string side, JsonValue? value) in ((string, JsonValue?)[])[("base", conflict.Base), ("local", conflict.Local), ("remote", conflict.Remote)])
        {
            json = value is null ? json : json.With(side, BoundedText.Of(redactor.Redact(value) is JsonString text ? text.Text : redactor.Redact(value).ToString(), MostValue));
        }

        return json;
    }

    private static async Task<McpAnswer> PatchAsync(McpCall call, CancellationToken cancellationToken)
    {
        bool isValid = true;
        bool isChanged = false;
        NotebookFile written = await call.Services.Notebooks.ChangeAsync(call.Text("path") ?? "", call.Text("expected_revision") ?? "", file =>
        {
            JoinedNotebook before = JoinedNotebook.Of(file.Notebook);

            // A diff that the client gives is one of what it was shown, a file's of what files hold.
            var seen = new RedactedNotebook(call.Services.Redactor, before.Notebook, withOutputs: true);
            Notebook changed = call.Arguments.Has("diff") ? seen.Restore(Document(call).Apply(file.Path, seen.Shown)) : Document(call).Apply(file.Path, before.Notebook);
            if (changed.Format.Major < 4)
            {
                throw DocumentErrors.Breaks("/nbformat", $"nbformat {changed.Format} is older than 4");
            }

            byte[] bytes = before.Edit(file.Bytes, changed);
            isValid = NotebookValidator.Validate(before.Restore(changed)).Count == 0;
            isChanged = !bytes.AsSpan().SequenceEqual(file.Bytes.Span);
            return call.Flag("dry_run") ? file.Bytes : bytes;
        }, cancellationToken).ConfigureAwait(false);
        return new McpAnswer(JsonObject.Of(("path", written.Shown), ("revision", written.Revision), ("changed", isChanged), ("valid", isValid)));
    }

    private static DiffDocument Document(McpCall call) => (call.Arguments["diff"], call.Text("diff_path")) switch
    {
        ({ } diff, null) => DiffDocument.Read("the diff", Encoding.UTF8.GetBytes(diff.ToString())),
        (null, { } path) => DiffDocument.Read(path, NotebookInput.Read(call.Services.Files.Resolve(path))),
        _ => throw McpErrors.Argument("give either 'diff' or 'diff_path'", "give diff, or diff_path, and not both"),
    };

    private static DiffSide Side(NotebookFile file) => new(file.Shown, file.Bytes);

    private static MergeSide Part(NotebookFile file) => new(file.Bytes, JoinedNotebook.Of(file.Notebook));
}
