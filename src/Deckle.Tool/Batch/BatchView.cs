using Deckle.Kernels;

namespace Deckle.Tool.Batch;

/// <summary>What a batch tells on stderr while it runs: on a terminal a live table and a line for each run that ends badly; with <c>--verbose</c> a line for every one.</summary>
internal sealed class BatchView(TextWriter stderr, LiveTable? table, bool isVerbose)
{
    // A warning that every run has is told once, and a flood of different ones ends.
    private const int MostWarnings = 20;

    private readonly HashSet<string> warned = new(StringComparer.Ordinal);

    public void Start(BatchRun run) => table?.Start(run);

    public void Step(BatchRun run, ExecutionEvent step) => table?.Step(run, step);

    public void End(BatchResult result)
    {
        table?.End(result);
        foreach (string warning in result.Warnings.Where(warning => warned.Count < MostWarnings && warned.Add(warning)))
        {
            Tell($"warning: {result.Run.Name}: {PlainText.OneLine(warning)}");
        }

        if (isVerbose || (table is not null && result.IsBad))
        {
            Tell(BatchConsole.Line(result));
        }
    }

    private void Tell(string line)
    {
        if (table is not null)
        {
            table.WriteLine(line);
        }
        else
        {
            stderr.WriteLine(line);
        }
    }
}
