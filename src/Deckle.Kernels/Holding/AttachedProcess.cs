using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Holding;

/// <summary>The process of a held kernel that a run uses again. Until it is held anew, it ends with this program as any kernel does.</summary>
internal sealed class AttachedProcess : IKernelProcess
{
    private readonly Lock gate = new();
    private readonly KernelGuard guard;
    private bool isOurs = true;

    public AttachedProcess(HeldKernel held, TimeProvider time)
    {
        Held = held;
        guard = new KernelGuard(held.Folder);
        guard.Watch(held.Process);
        KernelHolder.Rewind(held.Holder, held.Folder, time: null);
        Exit = WaitAsync(time);
    }

    public HeldKernel Held { get; }

    public int Id => Held.Process;

    public Task<KernelExit> Exit { get; }

    // Its pipe belongs to the holder.
    public string Output => "";

    public void Interrupt() => Signal(Native.SigInt);

    public void Terminate() => Signal(Native.SigTerm);

    public void Kill() => Signal(Native.SigKill);

    /// <summary>Leaves the process to its holder for a time.</summary>
    public void GiveBack(TimeSpan time)
    {
        KernelHolder.Rewind(Held.Holder, Held.Folder, time);
        Release();
    }

    public void Dispose()
    {
        if (isOurs)
        {
            Kill();
            Release();
        }
    }

    private void Release()
    {
        lock (gate)
        {
            if (isOurs)
            {
                isOurs = false;
                guard.Dispose();
            }
        }
    }

    private void Signal(int number)
    {
        if (!Exit.IsCompleted)
        {
            _ = Native.Kill(-Id, number);
        }
    }

    private async Task<KernelExit> WaitAsync(TimeProvider time)
    {
        await ProcessWatch.EndOf(Id, time).ConfigureAwait(false);
        lock (gate)
        {
            if (isOurs)
            {
                guard.Forget();
            }
        }

        // The holder removes the files.
        await ProcessWatch.EndOf(Held.Holder, time).ConfigureAwait(false);
        return new KernelExit(null, null, 0);
    }
}
