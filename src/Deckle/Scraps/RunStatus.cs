using Deckle.Json;

namespace Deckle.Scraps;

/// <summary>How the run that made a notebook ended, by what stands in it.</summary>
internal static class RunStatus
{
    /// <summary>Deckle's own word; else what papermill's keys say; null for a notebook that nobody ran so.</summary>
    public static string? Of(Notebook notebook)
    {
        if (notebook.Metadata.Get<JsonObject>("deckle")?.GetText("status") is { } status)
        {
            return status;
        }

        if (notebook.Metadata.Get<JsonObject>("papermill") is not { } run || !run.Has("start_time"))
        {
            return null;
        }

        // papermill leaves "exception" of the notebook null until the end, and of a run that was killed for good.
        IEnumerable<JsonObject> cells = notebook.Cells.Select(cell => cell.Metadata.Get<JsonObject>("papermill")).OfType<JsonObject>();
        return IsTrue(run["exception"]) || cells.Any(cell => IsTrue(cell["exception"]) || cell.GetText("status") == "failed") ? "failed"
            : run["end_time"] is JsonString ? "completed"
            : "running";
    }

    private static bool IsTrue(JsonValue? value) => value is JsonBoolean { Value: true };
}
