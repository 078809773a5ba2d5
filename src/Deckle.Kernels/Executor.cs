using Deckle.Kernels.Execution;

namespace Deckle.Kernels;

/// <summary>Runs the cells of a notebook in a kernel, one after the other.</summary>
public sealed class Executor(KernelClient kernel, TimeProvider? time = null)
{
    /// <summary>
    /// Runs a notebook of nbformat 4. Errors of cells, time limits, interrupts and the kernel's death are results, not exceptions.
    /// </summary>
    /// <param name="cancellationToken">Stops the run: the kernel is interrupted, and the result says <see cref="ExecutionStatus.Interrupted"/>.</param>
    /// <exception cref="DeckleException">The notebook's cells cannot be read.</exception>
    public async Task<ExecutionResult> RunAsync(Notebook notebook, ExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var run = new ExecutionRun(kernel, notebook, options ?? new ExecutionOptions(), time ?? TimeProvider.System, cancellationToken);
        await using (run.ConfigureAwait(false))
        {
            return await run.RunAsync().ConfigureAwait(false);
        }
    }
}
