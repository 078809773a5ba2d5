using System.Collections.Concurrent;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Sessions;

/// <summary>
/// The only one who receives from a kernel, and the only one who sends: what arrives goes to whoever sent the request that caused it, now and
/// later, since threads of a cell may print when it is over.
/// </summary>
internal sealed class KernelTalk : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Action<Message>> listeners = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task pump;

    public KernelTalk(KernelClient kernel)
    {
        Kernel = kernel;
        pump = Task.Run(PumpAsync);
    }

    public KernelClient Kernel { get; }

    /// <summary>Completes when the kernel is gone and all that it sent has been taken, or when the talk is disposed.</summary>
    public Task Gone => gone.Task;

    /// <param name="send">Sends a request and gives its id.</param>
    /// <param name="listener">Takes what the request causes, one message after the other.</param>
    /// <exception cref="IOException">The kernel is gone.</exception>
    public async Task<string> SendAsync(Func<KernelClient, Task<string>> send, Action<Message> listener)
    {
        await sending.WaitAsync().ConfigureAwait(false);
        try
        {
            string id = await send(Kernel).ConfigureAwait(false);
            listeners[id] = listener;
            return id;
        }
        finally
        {
            sending.Release();
        }
    }

    public void Forget(string id) => listeners.TryRemove(id, out _);

    public async Task InterruptAsync()
    {
        await sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await Kernel.InterruptAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Stops receiving; the kernel is left as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await pump.ConfigureAwait(false);
        closing.Dispose();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (await Kernel.ReceiveAsync(closing.Token).ConfigureAwait(false) is { } message)
            {
                if (!listeners.TryGetValue(message.ParentId, out Action<Message>? listener))
                {
                    // The answer may be quicker than whoever asked: only when nobody is about to send is it nobody's.
                    await sending.WaitAsync(closing.Token).ConfigureAwait(false);
                    sending.Release();
                    listener = listeners.GetValueOrDefault(message.ParentId);
                }

                listener?.Invoke(message);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }

        gone.TrySetResult();
    }
}
