using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Remote;

/// <summary>A kernel on a server as a process: signals are requests, which are not waited for, and the end is what the connection finds out.</summary>
public sealed class ServerProcess : IKernelProcess
{
    private const int Tries = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly JupyterServer server;
    private readonly bool isOurs;
    private readonly TaskCompletionSource<KernelExit> exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Task ending = Task.CompletedTask;
    private bool isEnding;

    /// <param name="isOurs">Whether it was started for us and so ends with us.</param>
    internal ServerProcess(JupyterServer server, string kernelId, bool isOurs)
    {
        this.server = server;
        this.isOurs = isOurs;
        KernelId = kernelId;
    }

    /// <summary>By which the server knows the kernel.</summary>
    public string KernelId { get; }

    public int Id => 0;

    public Task<KernelExit> Exit => exit.Task;

    // The server keeps it in its own log.
    public string Output => "";

    /// <summary>Completes when a kernel that is to be ended is ended, or cannot be.</summary>
    internal Task Settled
    {
        get
        {
            lock (gate)
            {
                return ending;
            }
        }
    }

    /// <summary>Tells the end of the kernel; the first cause counts.</summary>
    /// <param name="cause">As it follows "the kernel": <c>was deleted on the server</c>.</param>
    internal void End(string cause) => exit.TrySetResult(new KernelExit(null, null, 0) { Cause = cause });

    public void Interrupt() => _ = InterruptAsync();

    public void Terminate() => Kill();

    /// <summary>Deletes the kernel on the server, which asks it to end and then makes it.</summary>
    public void Kill()
    {
        lock (gate)
        {
            if (!isEnding)
            {
                isEnding = true;
                ending = DeleteAsync();
            }
        }
    }

    public void Dispose()
    {
        if (isOurs)
        {
            Kill();
        }

        End("was left");
    }

    private async Task InterruptAsync()
    {
        try
        {
            await server.InterruptKernelAsync(KernelId).ConfigureAwait(false);
        }
        catch (DeckleException)
        {
            // Whoever interrupts has a limit of his own: a kernel that does not come back is ended.
        }
    }

    private async Task DeleteAsync()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await server.DeleteKernelAsync(KernelId).ConfigureAwait(false);
                End("was ended");
                return;
            }
            catch (DeckleException) when (attempt < Tries)
            {
                await Task.Delay(Pause, server.Time).ConfigureAwait(false);
            }
            catch (DeckleException e)
            {
                End($"could not be ended and may still run: {e.Message}");
                return;
            }
        }
    }
}
