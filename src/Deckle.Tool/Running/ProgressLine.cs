using System.Globalization;
using Deckle.Kernels;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Running;

/// <summary>One line on the terminal that says how far a run is: cells done, what runs now, the time it took and may still take.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const string Clear = "\r\e[2K";

    private readonly TextWriter terminal;
    private readonly Func<int> width;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly long began;
    private readonly ITimer timer;
    private int done;
    private int count;
    private string current = "";

    public ProgressLine(TextWriter terminal, Func<int> width, TimeProvider time)
    {
        this.terminal = terminal;
        this.width = width;
        this.time = time;
        began = time.GetTimestamp();
        timer = time.CreateTimer(_ => Draw(), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
    }

    public void Take(ExecutionEvent step)
    {
        lock (gate)
        {
            count = step.CellCount;
            switch (step.Kind)
            {
                case ExecutionEventKind.CellStarted:
                    current = FirstLine(step.Cell!.Source);
                    break;
                case ExecutionEventKind.CellFinished:
                    done = step.Index + 1;
                    break;
            }
        }

        if (step.Kind == ExecutionEventKind.CellStarted)
        {
            Draw();
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            terminal.Write(Clear);
            terminal.Flush();
            count = 0;
        }
    }

    /// <summary>The text of the line, without colours: <c>3/12 cells  00:41  ~01:10 left  df = load()</c>.</summary>
    internal static string Text(int done, int count, TimeSpan elapsed, string current, int width)
    {
        string left = done > 0 && done < count ? $"  ~{Clock(elapsed / done * (count - done))} left" : "";
        string text = string.Create(CultureInfo.InvariantCulture, $"{done}/{count} cells  {Clock(elapsed)}{left}  {current}");
        return text.Length < width ? text : text[..Math.Max(0, width - 1)];
    }

    private static string FirstLine(string source) =>
        source.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";

    private static string Clock(TimeSpan span) =>
        span.TotalHours >= 1 ? span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : span.ToString(@"mm\:ss", CultureInfo.InvariantCulture);

    private void Draw()
    {
        lock (gate)
        {
            if (count == 0)
            {
                return;
            }

            SharedTerminal.Draw(() =>
            {
                terminal.Write(Clear + Text(done, count, time.GetElapsedTime(began), current, width()));
                terminal.Flush();
            });
        }
    }
}
