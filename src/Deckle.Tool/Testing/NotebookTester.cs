using Deckle.Comparing;
using Deckle.Kernels;
using Deckle.Stores;
using Deckle.Tool.Running;

namespace Deckle.Tool.Testing;

/// <summary>Tests one notebook as often as asked. Whatever happens to it is its result, never an exception.</summary>
/// <param name="files">Writes what a test leaves.</param>
internal sealed class NotebookTester(TestOptions options, FixedTestFiles files, TimeProvider time)
{
    private readonly TestKernel kernel = new(options, new KernelCatalog(), time);
    private readonly CellJudgement judgement = new(options);

    /// <param name="report">Takes the steps of the runs.</param>
    /// <param name="ends">Takes the ends of kernels, which may come after the result.</param>
    /// <param name="stop">Ends the test in good order.</param>
    /// <param name="hurry">Ends it at once.</param>
    public async Task<NotebookResult> TestAsync(
        TestTarget target, Action<ExecutionEvent> report, Action<Task> ends, CancellationToken stop, CancellationToken hurry)
    {
        long began = time.GetTimestamp();
        NotebookResult result;
        try
        {
            result = await TestAllAsync(target, report, ends, stop, hurry);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            result = new NotebookResult(StoreAddress.Redact(target.Path)) { IsInterrupted = true };
        }
        catch (DeckleException e)
        {
            result = new NotebookResult(StoreAddress.Redact(target.Path)) { Error = e };
        }
#pragma warning disable CA1031 // Other notebooks must not end for what is wrong with this one, whatever it is.
        catch (Exception e)
#pragma warning restore CA1031
        {
            result = new NotebookResult(StoreAddress.Redact(target.Path)) { Error = TestErrors.Defect(e) };
        }

        return result with { Duration = time.GetElapsedTime(began) };
    }

    private async Task<NotebookResult> TestAllAsync(
        TestTarget target, Action<ExecutionEvent> step, Action<Task> ends, CancellationToken stop, CancellationToken hurry)
    {
        var tested = TestedNotebook.Load(target.Path);
        if (target.Cells?.FirstOrDefault(number => number > tested.CodeCells.Count) is > 0 and int missing)
        {
            throw TestErrors.NoCell(target.Path, $"Cell {missing}", tested.CodeCells.Count);
        }

        if (tested.CodeCells.Count == 0)
        {
            // No kernel is needed to find nothing.
            return new NotebookResult(StoreAddress.Redact(target.Path));
        }

        IReadOnlyList<CellMarkers> markers = CellJudgement.MarkersOf(tested);
        bool IsWanted(int number) => target.Cells?.Contains(number) ?? true;
        var runs = new List<IReadOnlyList<CellResult>>();
        NotebookExecution? execution = null;
        var lost = new List<ExecutionLoss>();
        do
        {
            execution = options.Against is { } executed
                ? ExecutedNotebookFile.Load(tested, executed)
                : await kernel.RunAsync(tested, number => !IsWanted(number) || markers[number - 1].Skip, step, ends, stop, hurry);
            lost.AddRange(execution.Losses);
            runs.Add([.. judgement.Judge(tested, markers, execution).Where(cell => IsWanted(cell.Number))]);
        }
        while (runs.Count < options.Repeat && !execution.IsInterrupted);

        IReadOnlyList<CellResult> cells = RepeatedRuns.Combine(runs);
        if (options.OutputFolder is { } folder)
        {
            files.Write(TestFiles.Place(folder, target.Path, ".ipynb"), NotebookWriter.Write(execution.Notebook));
        }

        if (options is { ReportFolder: { } report, Images: { } comparison })
        {
            var pictures = new ImageReport(report, comparison, files);
            cells = [.. cells.Select(cell => cell with { Pictures = pictures.Write(target.Path, cell.Number, cell.Differences) })];
        }

        if (options.IsUpdating && !execution.IsInterrupted && lost.Count == 0)
        {
            cells = NotebookUpdate.Accept(tested, execution, cells, files);
        }

        return new NotebookResult(StoreAddress.Redact(target.Path))
        {
            Cells = cells,
            Kernel = execution.Kernel,
            Warnings = [.. execution.Warnings, .. markers.Index().SelectMany(item => item.Item.Warnings.Select(warning => $"Cell {item.Index + 1}: {warning.Message}"))],
            IsInterrupted = execution.IsInterrupted,
            Error = lost.Count > 0 ? TestErrors.Incomplete(lost) : null,
        };
    }
}
