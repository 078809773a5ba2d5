using System.Text;
using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tool.Serving.Merging;

/// <summary>A merge as the page's script reads it: rows, the chunks of their sources, their conflicts.</summary>
internal static class MergeModel
{
    private static readonly JsonWriterOptions Readable = new() { Indent = 2 };

    public static JsonObject Write(MergeInput input, MergeRows rows) => JsonObject.Of(
        ("schema", "deckle.merge-page/1"),
        ("title", input.Title),
        ("labels", JsonObject.Of(("base", input.Options.BaseLabel), ("local", input.Options.LocalLabel), ("remote", input.Options.RemoteLabel))),
        ("marker_size", input.Options.MarkerSize),
        ("shows_base_in_markers", JsonBoolean.Of(input.Options.ShowsBase)),
        ("shows_base", JsonBoolean.Of(input.ShowsBase && input.Base is not null)),
        ("language", Optional(input.Local.Language ?? input.Remote.Language)),
        ("can_save", JsonBoolean.Of(input.Save is not null)),
        ("output", Optional(input.Output)),
        ("conflicts", Conflicts(rows.Conflicts)),
        ("rows", JsonArray.From(rows.Rows.Select((row, index) => Row(row, index)))));

    private static JsonObject Row(MergeRow row, int index)
    {
        var written = JsonObject.Of(
            ("row", index),
            ("kind", row.Merged.Json.GetText("cell_type") ?? "unknown"),
            ("local_change", Change(row.Base, row.Local)),
            ("remote_change", Change(row.Base, row.Remote)),
            ("removed", JsonBoolean.Of(row.IsRemoved)),
            ("ended", JsonBoolean.Of(row.IsEnded)),
            ("conflicts", Conflicts(row.Conflicts)),
            ("outputs", Outputs(row)));
        JsonObject sides = JsonObject.Empty;
        foreach ((string name, Cell? cell, int? place) in ((string, Cell?, int?)[])[("base", row.Base, row.From.Base), ("local", row.Local, row.From.Local), ("remote", row.Remote, row.From.Remote)])
        {
            sides = cell is null ? sides : sides.With(name, JsonObject.Of(("kind", cell.Json.GetText("cell_type") ?? "unknown"), ("id", Optional(cell.Id)), ("place", place!.Value)));
        }

        return written.With("sides", sides).With("chunks", JsonArray.From(row.Chunks.Select(Chunk)));
    }

    private static JsonString Change(Cell? before, Cell? after) =>
        new(before is null ? after is null ? "none" : "added" : after is null ? "removed" : before == after ? "none" : "modified");

    private static JsonObject Chunk(TextChunk chunk) => chunk.Kind == MergeChunkKind.Unchanged
        ? JsonObject.Of(("kind", "same"), ("base", chunk.Base))
        : JsonObject.Of(("kind", KindOf(chunk)), ("base", chunk.Base), ("local", chunk.Local), ("remote", chunk.Remote));

    private static string KindOf(TextChunk chunk) => chunk.Kind == MergeChunkKind.Same ? "both" : chunk.Kind.ToString().ToLowerInvariant();

    private static JsonObject Outputs(MergeRow row)
    {
        JsonValue?[] all = [.. ((Cell?[])[row.Base, row.Local, row.Remote]).Where(cell => cell is not null).Select(cell => cell!.Json["outputs"])];
        return JsonObject.Of(
            ("differ", JsonBoolean.Of(all.Any(outputs => !Equals(outputs, all[0])))),
            ("merged", row.Merged.Outputs.Count),
            ("base", row.Base?.Outputs.Count ?? 0),
            ("local", row.Local?.Outputs.Count ?? 0),
            ("remote", row.Remote?.Outputs.Count ?? 0));
    }

    private static JsonArray Conflicts(IReadOnlyList<MergeConflict> conflicts) => JsonArray.From(conflicts.Select(conflict =>
    {
        bool isSource = conflict.Part is ConflictPart.Source or ConflictPart.Outputs or ConflictPart.Cell;
        return (JsonValue)JsonObject.Of(
            ("part", ConflictRecord.NameOf(conflict.Part)),
            ("path", conflict.Path),
            ("base", isSource ? JsonNull.Value : Shown(conflict.Base)),
            ("local", isSource ? JsonNull.Value : Shown(conflict.Local)),
            ("remote", isSource ? JsonNull.Value : Shown(conflict.Remote)));
    }));

    // For people to read; what is applied is taken from the notebooks.
    private static JsonValue Shown(JsonValue? value)
    {
        if (value is null)
        {
            return JsonNull.Value;
        }

        string text = Encoding.UTF8.GetString(JsonWriter.ToUtf8(value, Readable));
        return text.Length > 4000 ? $"{text[..4000]} …" : text;
    }

    private static JsonValue Optional(string? text) => text is null ? JsonNull.Value : new JsonString(text);
}
