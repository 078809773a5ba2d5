using Deckle.Json;
using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Warm;

/// <summary>A kernel's process that a fork server made and reaps. The connection to the server is its lease: it ends the kernel when this process does.</summary>
internal sealed class WarmKernelProcess : IKernelProcess
{
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    private readonly ForkServerConnection lease;
    private readonly OutputTail tail;
    private readonly KernelGuard guard;
    private int isDisposed;

    public WarmKernelProcess(int id, ForkServerConnection lease, OutputTail tail, KernelGuard guard)
    {
        Id = id;
        this.lease = lease;
        this.tail = tail;
        this.guard = guard;

        // The lease kills the kernel when its server lives, the guard when that is gone too.
        guard.Watch(id);
        Exit = Task.Run(WaitAsync);
    }

    public int Id { get; }

    public Task<KernelExit> Exit { get; }

    public string Output => tail.Text;

    public void Interrupt() => Signal(Native.SigInt);

    public void Terminate() => Signal(Native.SigTerm);

    public void Kill() => Signal(Native.SigKill);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            Kill();
        }
    }

    private void Signal(int number)
    {
        // After its end the id may belong to somebody else. In its first moments it has no group of its own yet.
        if (!Exit.IsCompleted && Native.Kill(-Id, number) != 0)
        {
            _ = Native.Kill(Id, number);
        }
    }

    private async Task<KernelExit> WaitAsync()
    {
        JsonObject? end = await lease.ReceiveAsync().ConfigureAwait(false);
        if (end is null)
        {
            // The server was killed, and the kernel with it; what it had started is ours to end.
            _ = Native.Kill(-Id, Native.SigKill);
            for (TimeSpan waited = TimeSpan.Zero; waited < GoneWithin && Native.Kill(-Id, 0) == 0; waited += LookEvery)
            {
                await Task.Delay(LookEvery).ConfigureAwait(false);
            }
        }

        guard.Forget();
        lease.Dispose();
        tail.WaitForEnd();
        return end is null
            ? new KernelExit(null, Native.SigKill, 0)
            : new KernelExit((int?)Number(end["code"]), (int?)Number(end["signal"]), Number(end["peak"]) ?? 0);
    }

    private static long? Number(JsonValue? value) => value is JsonNumber number && number.TryGetInt64(out long whole) ? whole : null;
}
