using Deckle.Json;

namespace Deckle.Tool.Batch;

/// <summary>A batch that is over, as its summaries tell it.</summary>
/// <param name="Rows">A run each, as <see cref="BatchResult.ToJson"/> has it. May be read more than once.</param>
internal sealed record Summary(BatchTotals Totals, IEnumerable<JsonObject> Rows)
{
    /// <summary>Of the whole batch.</summary>
    public TimeSpan Duration { get; init; }

    public int Jobs { get; init; }

    public bool IsDryRun { get; init; }

    public bool IsInterrupted { get; init; }
}
