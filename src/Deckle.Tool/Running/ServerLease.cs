using Deckle.Kernels.Remote;

namespace Deckle.Tool.Running;

/// <summary>A server for the time of a run.</summary>
/// <param name="End">What ends it after the run; null for a server that runs on.</param>
internal sealed record ServerLease(JupyterServer Server, Func<ValueTask>? End = null) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => End?.Invoke() ?? ValueTask.CompletedTask;
}
