using System.Globalization;
using Deckle.Merging;

namespace Deckle.Tool.Git.Merging;

/// <summary>A conflict in one line: <c>conflict in cell 3 [code] load: source</c>.</summary>
internal static class ConflictLine
{
    public static string Of(Notebook merged, MergeConflict conflict)
    {
        string part = conflict.Part switch
        {
            ConflictPart.Cell => "deleted on one side, changed on the other",
            ConflictPart.CellType => "type",
            ConflictPart.Order => "moved to different places",
            ConflictPart.Notebook or ConflictPart.Metadata => conflict.Path,
            _ => conflict.Part.ToString().ToLowerInvariant(),
        };
        Cell cell = merged.Cells[conflict.Cell];
        string id = cell.Id is { } known ? $" {known}" : "";
        string place = string.Create(CultureInfo.InvariantCulture, $"cell {conflict.Cell} [{cell.Json.GetText("cell_type")}]{id}");
        return $"conflict in {place}: {part}";
    }
}
