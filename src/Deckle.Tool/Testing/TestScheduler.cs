using System.Collections.Concurrent;
using Deckle.Kernels;

namespace Deckle.Tool.Testing;

/// <summary>Tests notebooks side by side. While one's kernel ends, the next begins.</summary>
/// <param name="jobs">How many run cells at a time.</param>
internal sealed class TestScheduler(NotebookTester tester, int jobs)
{
    /// <param name="report">Takes the steps of the tests, from several threads.</param>
    /// <param name="take">Takes the results one at a time in the order of the targets, as soon as that is possible.</param>
    public async Task RunAsync(
        IReadOnlyList<TestTarget> targets, Action<TestTarget, ExecutionEvent> report, Action<NotebookResult> take, CancellationToken stop, CancellationToken hurry)
    {
        using var slots = new SemaphoreSlim(jobs);
        var ends = new ConcurrentBag<Task>();
        async Task<NotebookResult> TestAsync(TestTarget target)
        {
            try
            {
                return await Task.Run(() => tester.TestAsync(target, step => report(target, step), ends.Add, stop, hurry), CancellationToken.None);
            }
            finally
            {
                slots.Release();
            }
        }

        var open = new Queue<Task<NotebookResult>>();
        foreach (TestTarget target in targets)
        {
            await slots.WaitAsync(CancellationToken.None);
            if (stop.IsCancellationRequested)
            {
                slots.Release();
                break;
            }

            open.Enqueue(TestAsync(target));
            while (open.TryPeek(out Task<NotebookResult>? first) && first.IsCompleted)
            {
                take(await open.Dequeue());
            }
        }

        while (open.TryDequeue(out Task<NotebookResult>? next))
        {
            take(await next);
        }

        await Task.WhenAll(ends);
    }
}
