using Deckle.Json;
using Deckle.Kernels;
using Deckle.Stores;
using Deckle.Tool.Running;

namespace Deckle.Tool.Batch;

/// <summary>Runs one run of a batch, as often as it takes, and writes its record. Whatever happens to it is its result, never an exception.</summary>
/// <param name="common">How every run is run; its paths and parameters are the run's own.</param>
/// <param name="retries">How often a run that ended badly is tried again.</param>
/// <param name="isForced">Whether what is done is done again.</param>
/// <param name="root">The folder of all results where it is fixed; null for the paths of the runs.</param>
internal sealed class BatchRunner(RunRequest common, int retries, bool isForced, TimeProvider time, FixedFolder? root = null)
{
    // Many runs are worth a warm process; where there can be none they start cold, and nothing needs to be said.
    private readonly RunRequest common = common.Warm == WarmUse.Ready ? common with { Warm = WarmUse.Auto } : common;
    private readonly KernelCatalog catalog = new();
    private readonly RunFingerprint fingerprint = new();

    /// <summary>Whether a run is not over for others with its last cell: it fetches files that the next one may write over, or its server still takes one of the hub's places.</summary>
    public bool IsLongerThanItsCells => common.Remote is { Downloads.Count: > 0 } or { StartsServer: true };

    /// <summary>What is known of a run without running it: that it is done, or that its record is corrupt. Null for a run that is to be run.</summary>
    public BatchResult? Known(BatchRun run)
    {
        if (isForced)
        {
            return null;
        }

        try
        {
            return RunRecord.Read(run.Record) is { Status: BatchStatus.Completed } record && record.Fingerprint == fingerprint.Of(run, common) && IsWhole(run.Output)
                ? new BatchResult(run, BatchStatus.Skipped) { Reason = "done before", Scraps = record.Scraps }
                : null;
        }
        catch (DeckleException e) when (e.Code == "batch-run-corrupt")
        {
            return BatchResult.Of(run, e);
        }
        catch (DeckleException)
        {
            // A notebook that cannot be read says so when it is run.
            return null;
        }
    }

    /// <param name="report">Takes the steps of the run.</param>
    /// <param name="stop">Ends the run in good order.</param>
    /// <param name="hurry">Ends it at once.</param>
    public async Task<BatchResult> RunAsync(BatchRun run, Action<ExecutionEvent> report, CancellationToken stop, CancellationToken hurry)
    {
        var earlier = new List<JsonObject>();
        while (true)
        {
            DateTimeOffset started = time.GetUtcNow();
            string identity = "";
            BatchResult result;
            try
            {
                identity = fingerprint.Of(run, common);
                result = await AttemptAsync(run, report, stop, hurry);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                result = new BatchResult(run, BatchStatus.Interrupted) { Reason = "stopped before its kernel was ready" };
            }
            catch (DeckleException e)
            {
                result = BatchResult.Of(run, e);
            }
#pragma warning disable CA1031 // Other runs must not end for what is wrong with this one, whatever it is.
            catch (Exception e)
#pragma warning restore CA1031
            {
                result = BatchResult.Of(run, BatchErrors.Defect(e));
                result = result with { Failure = result.Failure!.With("stack", e.ToString()) };
            }

            result = result with { Attempts = earlier.Count + 1, Earlier = [.. earlier] };
            if (!result.MayRetry || earlier.Count == retries || stop.IsCancellationRequested)
            {
                return Recorded(result, identity, started);
            }

            earlier.Add(JsonObject.Of(
                ("status", BatchResult.Word(result.Status)), ("duration_seconds", Math.Round(result.Duration.TotalSeconds, 6)), ("reason", result.Reason ?? "")));
        }
    }

    private async Task<BatchResult> AttemptAsync(BatchRun run, Action<ExecutionEvent> report, CancellationToken stop, CancellationToken hurry)
    {
        // The paths are final: a brace in them is one.
        RunRequest request = common with { Input = Literal(run.Notebook), Output = Literal(run.Output), Parameters = run.Parameters, Remote = common.Remote?.Among(run.Output) };
        using HeldPlace? record = root?.PlaceOf(run.Record);
        using HeldPlace? output = root?.PlaceOf(run.Output);
        var runner = new NotebookRunner(request, time, catalog) { Place = output };
        PreparedNotebook prepared = runner.Prepare();
        if (record is not null)
        {
            record.Delete();
        }
        else
        {
            RunRecord.Delete(run.Record);
        }

        ExecutionResult executed = await runner.RunAsync(prepared, report, stop, hurry);
        if (runner.Context.Lost is { } lost && executed.Status == ExecutionStatus.Completed)
        {
            throw lost;
        }

        return new BatchResult(run, Status(executed.Status))
        {
            Duration = executed.Duration,
            CellsExecuted = executed.CellsExecuted,
            Reason = executed.Failure is { } failure ? $"cell {failure.Index}: {failure.ErrorName}: {failure.ErrorValue}" : executed.Losses is [{ } loss, ..] ? loss.ToString() : null,
            Failure = executed.Failure is { } cell ? RunReport.Failure(cell) : null,
            Scraps = RunReport.Scraps(executed.Notebook),
            Kernel = runner.Context.Kernel,
            Warnings = [.. runner.Context.Warnings, .. executed.Warnings, .. executed.Losses.Select(loss => loss.ToString())],
            ExitCode = executed.Status switch
            {
                ExecutionStatus.Completed => ExitCodes.Done,
                ExecutionStatus.Incomplete => ExitCodes.CouldNot,
                _ => ExitCodes.BadNews,
            },
        };
    }

    private BatchResult Recorded(BatchResult result, string fingerprint, DateTimeOffset started)
    {
        try
        {
            using HeldPlace? place = root?.PlaceOf(result.Run.Record);
            RunRecord.Write(result, fingerprint, started, place);
            return result;
        }
        catch (DeckleException e)
        {
            // Of two errors the first is the cause. Without its record a completed run would be run again, so it is not completed.
            return result.Status == BatchStatus.Error ? result : BatchResult.Of(result.Run, e) with { Attempts = result.Attempts, Earlier = result.Earlier };
        }
    }

    private static bool IsWhole(string output)
    {
        try
        {
            Notebook notebook = NotebookReader.Read(NotebookInput.Read(output));
            return notebook.Metadata.Get<JsonObject>("deckle")?.GetText("status") == RunReport.Word(ExecutionStatus.Completed);
        }
        catch (DeckleException)
        {
            return false;
        }
    }

    private static string Literal(string path) => path.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private static BatchStatus Status(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Completed => BatchStatus.Completed,
        ExecutionStatus.Timeout => BatchStatus.Timeout,
        ExecutionStatus.Dead => BatchStatus.Dead,
        ExecutionStatus.Incomplete => BatchStatus.Incomplete,
        ExecutionStatus.Interrupted => BatchStatus.Interrupted,
        _ => BatchStatus.Failed,
    };
}
