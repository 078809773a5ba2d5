using Deckle.Json;

namespace Deckle.Tool.Batch;

/// <summary>A batch as one JSON object, <c>deckle.batch/1</c>, a run on each line.</summary>
internal static class JsonSummary
{
    public static void Write(Summary summary, Stream output)
    {
        JsonObject head = JsonObject.Of(
            ("schema", "deckle.batch/1"),
            ("dry_run", summary.IsDryRun),
            ("interrupted", summary.IsInterrupted),
            ("jobs", summary.Jobs),
            ("duration_seconds", Math.Round(summary.Duration.TotalSeconds, 6)),
            ("counts", summary.Totals.ToJson()));
        output.Write(JsonWriter.ToUtf8(head, JsonWriterOptions.Compact).AsSpan()[..^1]);
        output.Write(", \"runs\": ["u8);
        bool isFirst = true;
        foreach (JsonObject row in summary.Rows)
        {
            output.Write(isFirst ? "\n"u8 : ",\n"u8);
            output.Write(JsonWriter.ToUtf8(row, JsonWriterOptions.Compact));
            isFirst = false;
        }

        output.Write(isFirst ? "]}\n"u8 : "\n]}\n"u8);
    }
}
