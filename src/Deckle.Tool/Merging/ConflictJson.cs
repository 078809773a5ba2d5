using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tool.Merging;

/// <summary>Conflicts as JSON.</summary>
internal static class ConflictJson
{
    public static JsonObject Of(MergeConflict conflict, Notebook merged)
    {
        JsonObject json = JsonObject.Of(
            ("part", ConflictRecord.NameOf(conflict.Part)),
            ("cell", merged.Cells.Count > 0 ? conflict.Cell : JsonNull.Value),
            ("cell_id", Text(conflict.Cell < merged.Cells.Count ? merged.Cells[conflict.Cell].Id : null)),
            ("path", conflict.Path));
        foreach ((string side, JsonValue? value) in ((string, JsonValue?)[])[("base", conflict.Base), ("local", conflict.Local), ("remote", conflict.Remote)])
        {
            json = value is null ? json : json.With(side, value);
        }

        return json;
    }

    /// <param name="fileLine">The line of the file where it starts.</param>
    public static JsonObject Of(ConflictPlace place, int? fileLine = null) => JsonObject.Of(
        ("number", place.Number),
        ("part", ConflictRecord.NameOf(place.Part)),
        ("form", Form(place.Form)),
        ("cell", Number(place.Cell)),
        ("cell_id", Text(place.CellId)),
        ("about", Number(place.About)),
        ("path", place.Path),
        ("line", Number(place.Line)),
        ("output", Number(place.Output)),
        ("file_line", Number(fileLine)),
        ("base", Text(place.Base)),
        ("local", Text(place.Local)),
        ("remote", Text(place.Remote)),
        ("local_label", place.LocalLabel),
        ("remote_label", place.RemoteLabel));

    private static string Form(ConflictForm form) => form switch
    {
        ConflictForm.Lines => "lines",
        ConflictForm.Outputs => "outputs",
        ConflictForm.MarkerCell => "marker_cell",
        ConflictForm.Cells => "cells",
        ConflictForm.RemovedLine => "removed_line",
        ConflictForm.Diffs => "diffs",
        _ => "stray",
    };

    private static JsonValue Number(int? value) => value is { } number ? number : JsonNull.Value;

    private static JsonValue Text(string? value) => value is null ? JsonNull.Value : value;
}
