using System.Globalization;
using Deckle.Kernels;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Testing;

/// <summary>One line on the terminal while tests run: how far they are and what runs now. What is to stay is written above it.</summary>
internal sealed class TestProgress : IDisposable
{
    private const string Clear = "\r\e[2K";

    private readonly TextWriter terminal;
    private readonly Func<int> width;
    private readonly TimeProvider time;
    private readonly int total;
    private readonly Lock gate = new();
    private readonly long began;
    private readonly ITimer timer;
    private int done;
    private int cells;
    private int bad;
    private string current = "starting";
    private bool isOver;

    public TestProgress(TextWriter terminal, Func<int> width, TimeProvider time, int total)
    {
        this.terminal = terminal;
        this.width = width;
        this.time = time;
        this.total = total;
        began = time.GetTimestamp();
        timer = time.CreateTimer(_ => Draw(), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
    }

    public void Step(string notebook, ExecutionEvent step)
    {
        if (step.Kind is not (ExecutionEventKind.CellStarted or ExecutionEventKind.CellFinished))
        {
            return;
        }

        lock (gate)
        {
            cells += step is { Kind: ExecutionEventKind.CellFinished, Cell.Kind: CellKind.Code } ? 1 : 0;
            current = string.Create(CultureInfo.InvariantCulture, $"{notebook} {step.Index + 1}/{step.CellCount}");
        }
    }

    /// <summary>Makes room for lines that stay.</summary>
    public void Hide()
    {
        lock (gate)
        {
            terminal.Write(Clear);
            terminal.Flush();
        }
    }

    /// <summary>Counts a notebook that is over.</summary>
    public void Add(NotebookResult result)
    {
        lock (gate)
        {
            done++;
            bad += result.IsGood ? 0 : 1;
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            isOver = true;
            terminal.Write(Clear);
            terminal.Flush();
        }
    }

    /// <summary>The line's text, without what clears the terminal: <c>3/12 notebooks  41 cells  1 failed  00:41  report.ipynb 5/9</c>.</summary>
    internal static string Text(int done, int total, int cells, int bad, TimeSpan elapsed, string current, int width)
    {
        string failed = bad > 0 ? string.Create(CultureInfo.InvariantCulture, $"  {bad} failed") : "";
        string clock = elapsed.ToString(elapsed.TotalHours >= 1 ? @"h\:mm\:ss" : @"mm\:ss", CultureInfo.InvariantCulture);
        string text = string.Create(CultureInfo.InvariantCulture, $"{done}/{total} notebooks  {cells} cells{failed}  {clock}  {current}");
        return text.Length < width ? text : text[..Math.Max(0, width - 1)];
    }

    private void Draw()
    {
        lock (gate)
        {
            if (!isOver)
            {
                SharedTerminal.Draw(() =>
                {
                    terminal.Write(Clear + Text(done, total, cells, bad, time.GetElapsedTime(began), current, width()));
                    terminal.Flush();
                });
            }
        }
    }
}
