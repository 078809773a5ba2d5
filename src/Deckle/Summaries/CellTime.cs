using System.Globalization;
using Deckle.Json;

namespace Deckle.Summaries;

/// <summary>When a cell last ran, from what runs leave in its metadata.</summary>
internal static class CellTime
{
    /// <returns>Null where nothing says so.</returns>
    public static DateTimeOffset? Of(Cell cell)
    {
        // Papermill's, and what nbclient and JupyterLab record (nbformat, "execution" metadata).
        JsonObject? timing = cell.Metadata.Get<JsonObject>("execution");
        string? said = cell.Metadata.Get<JsonObject>("papermill")?.GetText("start_time")
            ?? timing?.GetText("iopub.execute_input") ?? timing?.GetText("iopub.status.busy") ?? timing?.GetText("shell.execute_reply");
        return DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
    }
}
