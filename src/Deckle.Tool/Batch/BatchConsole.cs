using System.Globalization;

namespace Deckle.Tool.Batch;

/// <summary>A batch as text for people.</summary>
internal static class BatchConsole
{
    private const int LongestReason = 160;

    /// <summary>One run on one line: <c>failed     train.ipynb alpha=0.1  0.42 s  cell 2: ValueError: x</c>.</summary>
    public static string Line(BatchResult result)
    {
        string seconds = result.Attempts == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"  {result.Duration.TotalSeconds:0.00} s");
        string attempts = result.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $"  attempt {result.Attempts}") : "";
        string reason = result.Reason is { } why ? $"  {Short(PlainText.OneLine(why))}" : "";
        return $"{BatchResult.Word(result.Status),-11} {result.Run.Name}{seconds}{attempts}{reason}";
    }

    /// <summary>A run that is only looked at: what would happen to it, and where its result would go.</summary>
    public static string Plan(BatchResult result)
    {
        string what = result.Status switch { BatchStatus.Skipped => "done", BatchStatus.Error => "corrupt", _ => "run" };
        return $"{what,-8} {result.Run.Name} → {result.Run.Output}";
    }

    /// <summary>The end of a batch: every run of a short one; of a long one those that ended badly and the slowest; then the counts.</summary>
    public static IEnumerable<string> Lines(Summary summary)
    {
        BatchTotals totals = summary.Totals;
        if (totals.Count <= BatchTotals.Shown)
        {
            foreach (BatchResult result in totals.First)
            {
                yield return Line(result);
            }
        }
        else
        {
            long bad = totals[BatchStatus.Failed] + totals[BatchStatus.Timeout] + totals[BatchStatus.Dead] + totals[BatchStatus.Incomplete] + totals[BatchStatus.Error];
            foreach (BatchResult result in totals.Bad)
            {
                yield return Line(result);
            }

            if (bad > BatchTotals.Shown)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"... and {bad - BatchTotals.Shown} more");
            }

            foreach (BatchResult result in totals.Slowest)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{"slowest",-11} {result.Run.Name}  {result.Duration.TotalSeconds:0.00} s");
            }
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"{totals.Line()} in {summary.Duration.TotalSeconds:0.0} s");
    }

    private static string Short(string text) => text.Length > LongestReason ? $"{text[..LongestReason]}…" : text;
}
