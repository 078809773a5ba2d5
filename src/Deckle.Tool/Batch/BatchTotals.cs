using Deckle.Json;

namespace Deckle.Tool.Batch;

/// <summary>What is kept of a batch of any length: counts, the first runs, the first that ended badly, and the slowest.</summary>
internal sealed class BatchTotals
{
    /// <summary>How many runs are told one by one.</summary>
    public const int Shown = 20;

    private const int SlowestShown = 5;

    private readonly long[] counts = new long[Enum.GetValues<BatchStatus>().Length];
    private readonly List<BatchResult> first = [];
    private readonly List<BatchResult> bad = [];
    private readonly PriorityQueue<BatchResult, TimeSpan> slowest = new();

    public long Count => counts.Sum();

    public long this[BatchStatus status] => counts[(int)status];

    /// <summary>The first runs that ended, in the order of the batch.</summary>
    public IEnumerable<BatchResult> First => first.OrderBy(result => result.Run.Index);

    /// <summary>The first that ended badly.</summary>
    public IEnumerable<BatchResult> Bad => bad.OrderBy(result => result.Run.Index);

    public IEnumerable<BatchResult> Slowest => slowest.UnorderedItems.Select(item => item.Element).OrderByDescending(result => result.Duration);

    /// <summary>The worst of the runs' exit codes: 0, 1, 2 or 3.</summary>
    public int ExitCode { get; private set; }

    public void Add(BatchResult result)
    {
        // Held without what may be large.
        BatchResult small = result with { Scraps = JsonObject.Empty, Failure = null, Kernel = JsonObject.Empty, Warnings = [], Earlier = [] };
        counts[(int)result.Status]++;
        ExitCode = Math.Max(ExitCode, result.ExitCode);
        if (first.Count < Shown)
        {
            first.Add(small);
        }

        if (result.IsBad && bad.Count < Shown)
        {
            bad.Add(small);
        }

        if (result.Attempts > 0)
        {
            slowest.Enqueue(small, result.Duration);
            if (slowest.Count > SlowestShown)
            {
                slowest.Dequeue();
            }
        }
    }

    public JsonObject ToJson() => JsonObject.From(Enum.GetValues<BatchStatus>().Select(status => new JsonMember(BatchResult.Word(status), this[status])));

    /// <summary>The counts that are not zero: <c>12 runs: 10 completed, 2 failed</c>.</summary>
    public string Line()
    {
        IEnumerable<string> parts = Enum.GetValues<BatchStatus>().Where(status => this[status] > 0).Select(status => $"{this[status]} {BatchResult.Word(status)}");
        return $"{Count} {(Count == 1 ? "run" : "runs")}: {string.Join(", ", parts)}";
    }
}
