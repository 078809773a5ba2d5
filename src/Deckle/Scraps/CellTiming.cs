using Deckle.Json;

namespace Deckle.Scraps;

/// <summary>When and how long a cell ran.</summary>
/// <param name="ExecutionCount">Its prompt number; null for a cell that did not run.</param>
/// <param name="Duration">Seconds; null for a cell that did not run, 0 where nobody wrote them down.</param>
public sealed record CellTiming(long? ExecutionCount, double? Duration)
{
    public static CellTiming Of(Cell cell)
    {
        // As in scrapbook, a count of 0 is none.
        long? count = cell.ExecutionCount is 0 ? null : cell.ExecutionCount;
        JsonNumber? duration = cell.Metadata.Get<JsonObject>("papermill")?.Get<JsonNumber>("duration");
        return new CellTiming(cell.ExecutionCount, count is null ? null : duration?.ToDouble() ?? 0.0);
    }
}
