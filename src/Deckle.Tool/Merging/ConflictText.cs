using Deckle.Merging;

namespace Deckle.Tool.Merging;

/// <summary>Conflicts in words.</summary>
internal static class ConflictText
{
    private const int MaxShown = 72;

    private const string Deleted = "deleted on one side, changed on the other";

    /// <summary><c>cell 3 (id a1b2): metadata /metadata/tags</c>.</summary>
    public static string Place(Notebook merged, MergeConflict conflict)
    {
        string part = conflict.Part switch
        {
            ConflictPart.Cell => Deleted,
            ConflictPart.Order => "moved to different places",
            ConflictPart.Metadata or ConflictPart.Attachments or ConflictPart.Notebook => $"{Name(conflict.Part)} {conflict.Path}",
            _ => Name(conflict.Part),
        };
        return $"{(merged.Cells.Count == 0 ? "notebook" : Cell(conflict.Cell, merged.Cells[conflict.Cell].Id))}: {part}";
    }

    /// <summary><c>cell 3 (id a1b2): source, line 4</c>.</summary>
    public static string Place(ConflictPlace place)
    {
        string where = place.Cell is { } cell ? Cell(cell, place.CellId) : "notebook";
        string part = place.Form switch
        {
            ConflictForm.MarkerCell => $"{Name(place.Part)}{(place.Path.Length > 0 ? $" {place.Path}" : "")} of {(place.About is { } about ? $"cell {about}" : "the notebook")}",
            ConflictForm.Stray => $"a marker without its others, line {place.Line}",
            ConflictForm.Diffs => $"metadata{(place.Output is { } with ? $" of output {with}" : "")}",
            _ => place switch
            {
                { Line: { } line } => $"{(place.Part == ConflictPart.Cell ? Deleted : Name(place.Part))}, line {line}",
                { Output: { } output } => $"{Name(place.Part)}, output {output}",
                _ => Name(place.Part),
            },
        };
        return $"{where}: {part}";
    }

    /// <summary>What the sides are called; empty where the markers do not say.</summary>
    public static string Sides(ConflictPlace place) =>
        place.LocalLabel.Length == 0 && place.RemoteLabel.Length == 0 ? "" : $" ({Label(place.LocalLabel, "local")} against {Label(place.RemoteLabel, "remote")})";

    public static string Label(string label, string otherwise) => label.Length > 0 ? label : otherwise;

    /// <summary>The first line of a version, and how many more it has.</summary>
    public static string Short(string? version)
    {
        if (version is null || version.Length == 0)
        {
            return "(nothing)";
        }

        string[] lines = version.TrimEnd('\n').Split('\n');
        string first = lines[0].Length > MaxShown ? $"{lines[0][..MaxShown]}…" : lines[0];
        return lines.Length == 1 ? first : $"{first}  (+{Counted.Of(lines.Length - 1, "line")})";
    }

    private static string Name(ConflictPart part) => part == ConflictPart.CellType ? "cell type" : ConflictRecord.NameOf(part);

    private static string Cell(int index, string? id) => id is null ? $"cell {index}" : $"cell {index} (id {id})";
}
