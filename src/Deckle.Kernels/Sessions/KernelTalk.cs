using System.Collections.Concurrent;
using Deckle.Kernels.Execution.Preludes;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.HostTools;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Sessions;

/// <summary>
/// The only one who receives from a kernel, and the only one who sends: what arrives goes to whoever sent the request that caused it, now and
/// later, since threads of a cell may print when it is over.
/// </summary>
internal sealed class KernelTalk : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Listener> listeners = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HostToolChannel tools;
    private readonly Task pump;

    /// <param name="tools">What code in the kernel may ask of this program; null refuses each call.</param>
    public KernelTalk(KernelClient kernel, IHostTools? tools)
    {
        Kernel = kernel;
        Limits = new LimitWatch(kernel.Process);
        this.tools = new HostToolChannel(kernel, tools);
        pump = Task.Run(PumpAsync);
    }

    public KernelClient Kernel { get; }

    /// <summary>Asked when a job is over.</summary>
    public LimitWatch Limits { get; }

    /// <summary>Completes when the kernel is gone and all that it sent has been taken, or when the talk is disposed.</summary>
    public Task Gone => gone.Task;

    /// <param name="send">Sends a request and gives its id.</param>
    /// <param name="listener">Takes what the request causes, one message after the other.</param>
    /// <param name="origin">Whose code it runs, for the tools that it calls.</param>
    /// <exception cref="IOException">The kernel is gone.</exception>
    public async Task<string> SendAsync(Func<KernelClient, Task<string>> send, Action<Message> listener, HostToolOrigin? origin = null)
    {
        await sending.WaitAsync().ConfigureAwait(false);
        try
        {
            string id = await send(Kernel).ConfigureAwait(false);
            listeners[id] = new Listener(listener, origin);
            return id;
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>
    /// Tells the kernel what it may use although it is not installed. Sent ahead of whatever is sent from now on, and not waited for: a kernel
    /// that runs somebody else's code comes to it later.
    /// </summary>
    public async Task OfferModulesAsync()
    {
        if (KernelPrelude.Of(Kernel.LanguageInfo.GetText("name")) is not { } prelude)
        {
            return;
        }

        try
        {
            await SendAsync(kernel => kernel.SendSilentlyAsync(prelude, CancellationToken.None), _ => { }).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The kernel is gone; the first job will tell.
        }
    }

    public void Forget(string id) => listeners.TryRemove(id, out _);

    public async Task InterruptAsync()
    {
        await sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await Kernel.InterruptAsync(CancellationToken.None).ConfigureAwait(false);

            // A kernel that waits for a tool is told, too: not every one can be interrupted while it waits.
            tools.Interrupt();
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
        await tools.DisposeAsync().ConfigureAwait(false);
        closing.Dispose();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (await Kernel.ReceiveAsync(closing.Token).ConfigureAwait(false) is { } message)
            {
                if (!listeners.TryGetValue(message.ParentId, out Listener? listener))
                {
                    // The answer may be quicker than whoever asked: only when nobody is about to send is it nobody's.
                    await sending.WaitAsync(closing.Token).ConfigureAwait(false);
                    sending.Release();
                    listener = listeners.GetValueOrDefault(message.ParentId);
                }

                if (message.Channel != Channel.Stdin)
                {
                    listener?.Take(message);
                }
                else
                {
                    tools.Take(message, listener?.Origin);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }

        // Nobody waits for its answer any more.
        tools.Interrupt();
        gone.TrySetResult();
    }

    private sealed record Listener(Action<Message> Take, HostToolOrigin? Origin);
}
