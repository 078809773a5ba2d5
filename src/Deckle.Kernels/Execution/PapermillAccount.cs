namespace Deckle.Kernels.Execution;

/// <summary>Where papermill's account of a run is another one than ours.</summary>
internal static class PapermillAccount
{
    /// <summary>An error that its tag allows is completed; <c>sys.exit(0)</c> ends the notebook well and its cell badly.</summary>
    public static ExecutionStatus StatusOf(Cell cell, CellVerdict verdict) =>
        verdict.IsSystemExit ? ExecutionStatus.Failed
        : verdict.Status == ExecutionStatus.Failed && cell.HasTag("raises-exception") ? ExecutionStatus.Completed
        : verdict.Status;

    /// <summary>papermill looks through the outputs at the end: the last error in them fails the run, but for <c>sys.exit(0)</c>.</summary>
    public static CellFailure? LastError(IReadOnlyList<CellRun> cells)
    {
        foreach (CellRun cell in cells.Reverse())
        {
            Output? error = cell.Current.Outputs.FirstOrDefault(output => output.Kind == OutputKind.Error && !IsGoodExit(output));
            if (error is not null)
            {
                return new CellFailure(cell.Index, cell.Given.Id, cell.Given.Source, cell.ExecutionCount, error.ErrorName, error.ErrorValue, error.Traceback);
            }
        }

        return null;
    }

    private static bool IsGoodExit(Output error) => error is { ErrorName: "SystemExit", ErrorValue: "" or "0" };
}
