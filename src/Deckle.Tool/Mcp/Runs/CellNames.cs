using System.Globalization;
using Deckle.Json;
using Deckle.Text;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>What clients call cells: their ids, and where a notebook of an older format has none, their index from 0.</summary>
internal static class CellNames
{
    public static string Of(Cell cell, int index) => cell.Id ?? index.ToString(CultureInfo.InvariantCulture);

    public static Cell? Find(Notebook notebook, string name) =>
        notebook.Cells.Select((cell, index) => (cell, index)).FirstOrDefault(each => Of(each.cell, each.index) == name).cell;

    /// <summary>How its run left a cell, in papermill's words.</summary>
    public static string Status(Cell cell) => cell.Metadata.Get<JsonObject>("papermill")?.GetText("status") ?? (cell.ExecutionCount is null ? "not run" : "completed");

    public static DeckleException Unknown(string name, Notebook notebook)
    {
        string[] known = [.. notebook.Cells.Select(Of)];
        return new DeckleException("cell-not-found", $"there is no cell '{name}'", "take an id from notebook_outline")
        {
            Facts = [.. NearestName.Of(name, known) is { } meant ? [("did you mean", meant)] : Array.Empty<(string, string)>(), ("cells", string.Join(", ", known.Take(20)))],
        };
    }
}
