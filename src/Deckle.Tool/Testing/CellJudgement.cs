using System.Globalization;
using Deckle.Comparing;
using Deckle.Json;
using Deckle.Kernels;

namespace Deckle.Tool.Testing;

/// <summary>Judges the cells of an executed notebook.</summary>
internal sealed class CellJudgement(TestOptions options)
{
    private const string SkipTag = "skip-execution";

    /// <summary>What the code cells of a notebook ask for, in order.</summary>
    public static IReadOnlyList<CellMarkers> MarkersOf(TestedNotebook tested) =>
        [.. tested.CodeCells.Select(index => MarkersOf(tested.Notebook.Cells[index], tested.Notebook.Language))];

    /// <param name="markers">One for each code cell.</param>
    /// <exception cref="DeckleException"><c>sanitize-regex-too-slow</c>.</exception>
    public IReadOnlyList<CellResult> Judge(TestedNotebook tested, IReadOnlyList<CellMarkers> markers, NotebookExecution execution)
    {
        var results = new List<CellResult>();
        bool isAfterTimeout = false;
        foreach ((int at, CellExecution executed) in execution.Cells.Index())
        {
            // Of a test that was stopped only what ran to its end counts.
            if (execution.IsInterrupted && executed.Status is ExecutionStatus.Pending or ExecutionStatus.Interrupted)
            {
                break;
            }

            Cell expected = tested.Notebook.Cells[tested.CodeCells[at]];
            CellVerdict verdict = CellJudge.Judge(expected, markers[at], RecordOf(execution, executed), new JudgeOptions
            {
                IsLax = options.IsLax,
                Compare = options.Compare,
                IsAfterTimeout = isAfterTimeout,
            });
            isAfterTimeout |= executed.Status == ExecutionStatus.Timeout;
            results.Add(new CellResult(at + 1, Outcome(verdict.Outcome))
            {
                Index = tested.CodeCells[at],
                Id = tested.Read.Format.Major >= 4 ? tested.Read.Cells[tested.CodeCells[at]].Id : null,
                Source = expected.Source,
                Message = verdict.Header.Length == 0 ? null : verdict.Header,
                Details = executed.Status == ExecutionStatus.Dead ? execution.LastWords : verdict.Details,
                Differences = verdict.Differences,
                IsOfOutputs = verdict.Differences.Count > 0 || (expected.ExecutionCount is null && expected.Outputs.Count > 0 && executed.Status == ExecutionStatus.Completed),
                Duration = executed.Duration,
            });
        }

        return results;
    }

    private CellRecord RecordOf(NotebookExecution execution, CellExecution executed)
    {
        IReadOnlyList<Output> outputs = executed.Cell.Outputs;
        bool isUntold = executed.Status == ExecutionStatus.Failed && !outputs.Any(output => output.Kind == OutputKind.Error);
        return new CellRecord(isUntold ? [.. outputs, Untold(execution.Failure)] : outputs)
        {
            TimedOut = executed.Status == ExecutionStatus.Timeout ? options.Run.CellTimeout ?? TimeSpan.Zero : null,
            InterruptFailed = executed.Status == ExecutionStatus.Timeout && execution.IsStuck ? TestKernel.InterruptGrace : null,
            KernelDeath = executed.Status switch
            {
                ExecutionStatus.Dead => $"Kernel died while executing cell: {execution.Death}",
                ExecutionStatus.Pending => $"Kernel dead on test start: {execution.Death ?? "a cell before left it"}",
                _ => null,
            },
        };
    }

    /// <summary>The error of a cell that failed without publishing one, as when the kernel sent no reply.</summary>
    private static Output Untold(CellFailure? failure)
    {
        string text = failure is null ? "the kernel says that the cell failed, and not how" : string.Create(CultureInfo.InvariantCulture, $"{failure.ErrorName}: {failure.ErrorValue}");
        return new Output(JsonObject.Of(("ename", "Error"), ("evalue", text), ("output_type", "error"), ("traceback", JsonArray.From([text]))));
    }

    private static CellMarkers MarkersOf(Cell cell, string? language)
    {
        var markers = CellMarkers.Read(cell, language);
        return cell.HasTag(SkipTag) ? markers with { Skip = true } : markers;
    }

    private static TestOutcome Outcome(CellOutcome outcome) => outcome switch
    {
        CellOutcome.Passed => TestOutcome.Passed,
        CellOutcome.Skipped => TestOutcome.Skipped,
        CellOutcome.ExpectedFailure => TestOutcome.ExpectedFailure,
        CellOutcome.UnexpectedPass => TestOutcome.UnexpectedPass,
        _ => TestOutcome.Failed,
    };
}
