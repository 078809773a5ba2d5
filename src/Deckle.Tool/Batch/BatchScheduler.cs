using Deckle.Kernels;

namespace Deckle.Tool.Batch;

/// <summary>Runs the runs of a batch side by side. Runs are taken from the plan when there is room for them, so that a plan of any length fits.</summary>
/// <param name="jobs">How many run cells at a time. While one's kernel ends, the next begins where that disturbs neither.</param>
/// <param name="isFailFast">Whether none is started any more once one has failed; those that run may end.</param>
internal sealed class BatchScheduler(BatchRunner runner, BatchView view, int jobs, bool isFailFast)
{
    private readonly Lock gate = new();
    private bool isOver;

    /// <param name="take">Takes the results one at a time, in the order in which runs end.</param>
    public async Task RunAsync(IEnumerable<BatchRun> runs, Action<BatchResult> take, CancellationToken stop, CancellationToken hurry)
    {
        using var slots = new SemaphoreSlim(jobs);

        // Kernels that end take memory too: no more of them than those that work.
        using var places = new SemaphoreSlim(2 * jobs);
        var open = new List<Task>();
        foreach (BatchRun run in runs)
        {
            open.RemoveAll(task => task.IsCompletedSuccessfully);
            if (open.Exists(task => task.IsFaulted))
            {
                break;
            }

            if (IsOver(stop))
            {
                Take(new BatchResult(run, BatchStatus.Pending) { Reason = "not started" }, take);
            }
            else if (runner.Known(run) is { } known)
            {
                Take(known, take);
            }
            else
            {
                await places.WaitAsync(CancellationToken.None);
                await slots.WaitAsync(CancellationToken.None);
                if (IsOver(stop))
                {
                    slots.Release();
                    places.Release();
                    Take(new BatchResult(run, BatchStatus.Pending) { Reason = "not started" }, take);
                    continue;
                }

                var slot = new Slot(slots);
                open.Add(Task.Run(() => RunOneAsync(run, slot, places, take, stop, hurry), CancellationToken.None));
            }
        }

        await Task.WhenAll(open);
    }

    private async Task RunOneAsync(BatchRun run, Slot slot, SemaphoreSlim places, Action<BatchResult> take, CancellationToken stop, CancellationToken hurry)
    {
        try
        {
            view.Start(run);
            void Report(ExecutionEvent step)
            {
                view.Step(run, step);

                // Its cells are over and it will not be tried again: only its kernel has to end.
                bool isGood = step.Status is ExecutionStatus.Completed or ExecutionStatus.Skipped;
                if (step.Kind == ExecutionEventKind.CellFinished && step.Index == step.CellCount - 1 && isGood && !runner.IsLongerThanItsCells)
                {
                    slot.Release();
                }
            }

            Take(await runner.RunAsync(run, Report, stop, hurry), take);
        }
        finally
        {
            slot.Release();
            places.Release();
        }
    }

    private bool IsOver(CancellationToken stop)
    {
        lock (gate)
        {
            return isOver || stop.IsCancellationRequested;
        }
    }

    private void Take(BatchResult result, Action<BatchResult> take)
    {
        lock (gate)
        {
            isOver |= isFailFast && result.IsBad;
            view.End(result);
            take(result);
        }
    }

    /// <summary>A run's right to run cells, given back once.</summary>
    private sealed class Slot(SemaphoreSlim slots)
    {
        private int isReleased;

        public void Release()
        {
            if (Interlocked.Exchange(ref isReleased, 1) == 0)
            {
                slots.Release();
            }
        }
    }
}
