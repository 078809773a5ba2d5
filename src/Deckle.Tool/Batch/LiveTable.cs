using System.Globalization;
using System.Text;
using Deckle.Kernels;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Batch;

/// <summary>
/// The lower lines of a terminal while a batch runs: how far it is, and what each running notebook does. Drawn five times a second; what is
/// to stay is written above it.
/// </summary>
internal sealed class LiveTable : IDisposable
{
    private readonly TextWriter terminal;
    private readonly Func<(int Width, int Height)> size;
    private readonly TimeProvider time;
    private readonly long total;
    private readonly Lock gate = new();
    private readonly long began;
    private readonly ITimer timer;
    private readonly OrderedDictionary<long, Row> running = [];
    private readonly BatchTotals totals = new();
    private int drawn;
    private bool isOver;

    public LiveTable(TextWriter terminal, Func<(int Width, int Height)> size, TimeProvider time, long total)
    {
        this.terminal = terminal;
        this.size = size;
        this.time = time;
        this.total = total;
        began = time.GetTimestamp();
        timer = time.CreateTimer(_ => Draw(), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
    }

    public void Start(BatchRun run)
    {
        lock (gate)
        {
            running[run.Index] = new Row(run.Name, time.GetTimestamp());
        }
    }

    public void Step(BatchRun run, ExecutionEvent step)
    {
        if (step.Kind is ExecutionEventKind.CellOutput)
        {
            return;
        }

        lock (gate)
        {
            if (running.TryGetValue(run.Index, out Row? row))
            {
                row.Take(step);
            }
        }
    }

    public void End(BatchResult result)
    {
        lock (gate)
        {
            running.Remove(result.Run.Index);
            totals.Add(result);
        }
    }

    /// <summary>Writes a line that stays.</summary>
    public void WriteLine(string line)
    {
        lock (gate)
        {
            Erase();
            terminal.Write(line + "\n");
            terminal.Flush();
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            Erase();
            terminal.Flush();
            isOver = true;
        }
    }

    /// <summary>The lines without what clears a terminal: <c>12/100 done, 1 failed  00:41  ~01:10 left</c>, and one for each running notebook.</summary>
    private static IEnumerable<string> Text(BatchTotals totals, long total, TimeSpan elapsed, IEnumerable<string> rows, int width, int height)
    {
        long bad = totals[BatchStatus.Failed] + totals[BatchStatus.Timeout] + totals[BatchStatus.Dead] + totals[BatchStatus.Incomplete] + totals[BatchStatus.Error];
        long executed = totals.Count - totals[BatchStatus.Skipped] - totals[BatchStatus.Pending];
        string failed = bad > 0 ? string.Create(CultureInfo.InvariantCulture, $", {bad} failed") : "";
        string skipped = totals[BatchStatus.Skipped] is > 0 and long before ? string.Create(CultureInfo.InvariantCulture, $", {before} done before") : "";
        string left = executed > 0 && totals.Count < total ? $"  ~{Clock(elapsed / executed * (total - totals.Count))} left" : "";
        yield return Cut(string.Create(CultureInfo.InvariantCulture, $"{totals.Count}/{total} done{failed}{skipped}  {Clock(elapsed)}{left}"), width);
        foreach (string row in rows.Take(Math.Max(0, height - 2)))
        {
            yield return Cut(row, width);
        }
    }

    private static string Cut(string line, int width) => line.Length < width ? line : line[..Math.Max(0, width - 1)];

    private static string Clock(TimeSpan span) =>
        span.TotalHours >= 1 ? span.ToString(span.TotalDays >= 1 ? @"d\.hh\:mm\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture) : span.ToString(@"mm\:ss", CultureInfo.InvariantCulture);

    private void Draw()
    {
        lock (gate)
        {
            if (isOver)
            {
                return;
            }

            (int width, int height) = size();
            string[] lines = [.. Text(totals, total, time.GetElapsedTime(began), running.Values.Select(row => row.Text(Clock(time.GetElapsedTime(row.Began)))), width, height)];
            bool isDrawn = SharedTerminal.Draw(() =>
            {
                Erase();
                terminal.Write(string.Join('\n', lines));
                terminal.Flush();
            });

            // Below a question the lines begin anew: those above it stay as they were.
            drawn = isDrawn ? lines.Length : 0;
        }
    }

    // The cursor stands at the end of the last line; each line is cleared on the way up.
    private void Erase()
    {
        if (drawn > 0)
        {
            var clear = new StringBuilder("\r\e[2K");
            for (int line = 1; line < drawn; line++)
            {
                clear.Append("\e[1A\e[2K");
            }

            terminal.Write(clear);
            drawn = 0;
        }
    }

    private sealed class Row(string name, long began)
    {
        private int done;
        private int count;
        private string current = "starting";

        public long Began => began;

        public void Take(ExecutionEvent step)
        {
            count = step.CellCount;
            switch (step.Kind)
            {
                case ExecutionEventKind.CellStarted:
                    current = step.Cell!.Source.Split('\n').Select(PlainText.OneLine).FirstOrDefault(line => line.Length > 0) ?? "";
                    break;
                case ExecutionEventKind.CellFinished:
                    done = step.Index + 1;
                    break;
            }
        }

        public string Text(string elapsed) => string.Create(CultureInfo.InvariantCulture, $"  {name}  {done}/{count} cells  {elapsed}  {current}");
    }
}
