using System.Globalization;
using System.Text;
using Deckle.Kernels;
using Deckle.Tool.Running;

namespace Deckle.Tool.Compat.Papermill;

/// <summary>A progress bar as tqdm draws it: <c>Executing:  50%|█████     | 1/2 [00:01&lt;00:01,  1.02s/cell]</c>.</summary>
internal sealed class TqdmBar : IDisposable
{
    // tqdm's mininterval: a fast notebook is not slowed down by its bar.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    private const string Blocks = " ▏▎▍▌▋▊▉█";
    private const string Described = "papermill_description=";

    private readonly Outlet outlet;
    private readonly Func<int?> width;
    private readonly TimeProvider time;
    private readonly int total;
    private readonly long began;
    private long drawn;
    private int done;
    private int lastLength;
    private string description = "Executing";

    /// <param name="total">How many cells there are.</param>
    /// <param name="width">Of the terminal; null where stderr is none, and then the bar is ten wide.</param>
    public TqdmBar(int total, Outlet outlet, Func<int?> width, TimeProvider time)
    {
        (this.total, this.outlet, this.width, this.time) = (total, outlet, width, time);
        began = time.GetTimestamp();
        Draw();
    }

    public void Take(ExecutionEvent step)
    {
        switch (step.Kind)
        {
            case ExecutionEventKind.CellStarted:
                Describe(step.Cell!.Source);
                break;
            case ExecutionEventKind.CellFinished:
                if (step.Duration == TimeSpan.Zero)
                {
                    // Not run, so its start was not told.
                    Describe(step.Cell!.Source);
                }

                done++;
                if (time.GetElapsedTime(drawn) >= Least)
                {
                    Draw();
                }

                break;
        }
    }

    public void Dispose()
    {
        Draw();
        outlet.Write("\n");
    }

    /// <summary>The line without its carriage return.</summary>
    internal static string Text(string description, int done, int total, TimeSpan elapsed, int? width)
    {
        double rate = elapsed > TimeSpan.Zero ? done / elapsed.TotalSeconds : 0;
        string speed = rate switch
        {
            <= 0 => "?cell/s",
            < 1 => string.Create(CultureInfo.InvariantCulture, $"{1 / rate,5:0.00}s/cell"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{rate,5:0.00}cell/s"),
        };
        string left = rate > 0 ? Clock(TimeSpan.FromSeconds((total - done) / rate)) : "?";
        if (total == 0)
        {
            return $"{description}: 0cell [{Clock(elapsed)}, ?cell/s]";
        }

        string before = string.Create(CultureInfo.InvariantCulture, $"{description}: {Math.Round(100.0 * done / total),3}%|");
        string after = string.Create(CultureInfo.InvariantCulture, $"| {done}/{total} [{Clock(elapsed)}<{left}, {speed}]");
        int length = width is { } columns ? Math.Max(1, columns - before.Length - after.Length) : 10;
        return before + Bar((double)done / total, length) + after;
    }

    private static string Bar(double part, int length)
    {
        int eighths = (int)(part * length * 8);
        var bar = new StringBuilder(length).Append(Blocks[^1], eighths / 8);
        if (bar.Length < length)
        {
            bar.Append(Blocks[eighths % 8]).Append(' ', length - bar.Length);
        }

        return bar.ToString();
    }

    private static string Clock(TimeSpan span) =>
        span.TotalHours >= 1 ? span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : span.ToString(@"mm\:ss", CultureInfo.InvariantCulture);

    // A cell names what it does: # papermill_description=LOAD
    private void Describe(string source)
    {
        int place = source.IndexOf(Described, StringComparison.Ordinal);
        string[] words = place < 0 ? [] : source[(place + Described.Length)..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0)
        {
            description = $"Executing {words[0]}";
            Draw();
        }
    }

    private void Draw()
    {
        string text = Text(description, done, total, time.GetElapsedTime(began), width());
        outlet.Write($"\r{text}{new string(' ', Math.Max(0, lastLength - text.Length))}");
        lastLength = text.Length;
        drawn = time.GetTimestamp();
    }
}
