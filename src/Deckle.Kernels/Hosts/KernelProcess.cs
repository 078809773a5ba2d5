using System.Runtime.InteropServices;

namespace Deckle.Kernels.Hosts;

/// <summary>
/// A kernel's process in a session of its own. When it ends, or when this process does — whatever ends it — everything it started in its
/// process group ends too: a <see cref="KernelGuard"/> sees to that.
/// </summary>
public sealed class KernelProcess : IKernelProcess
{
    private readonly TaskCompletionSource<KernelExit> exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutputTail tail;
    private readonly KernelGuard guard;
    private int isDisposed;

    private readonly ControlGroup? group;
    private readonly bool isWrapped;

    private KernelProcess(int id, OutputTail tail, KernelLaunch launch)
    {
        Id = id;
        this.tail = tail;
        guard = launch.Guard;
        group = launch.Group;
        isWrapped = launch.IsWrapped;
    }

    public int Id { get; }

    public Task<KernelExit> Exit => exit.Task;

    public string Output => tail.Text;

    public LimitUse? Used => Exit.IsCompletedSuccessfully ? Exit.Result.Limits : group?.Use();

    /// <summary>The pipe that the process writes to: whoever keeps the process alive must go on to read it.</summary>
    internal int OutputDescriptor => tail.Descriptor;

    /// <exception cref="DeckleException"><c>kernel-program-missing</c>: the program cannot be started.</exception>
    internal static KernelProcess Start(KernelLaunch launch)
    {
        foreach (string folder in launch.Group?.Folders ?? [])
        {
            launch.Guard.WatchGroup(folder);
        }

        // The thread that starts a process is the "parent" of bwrap's --die-with-parent, so it must stay as long as the process does.
        var started = new TaskCompletionSource<KernelProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Live(launch, started)) { IsBackground = true, Name = "kernel" };
        thread.Start();
        return started.Task.GetAwaiter().GetResult();
    }

    private static void Live(KernelLaunch launch, TaskCompletionSource<KernelProcess> started)
    {
        KernelProcess process;
        try
        {
            process = Spawn(launch);
            started.SetResult(process);
        }
        catch (DeckleException e)
        {
            launch.Group?.End();
            started.SetException(e);
            return;
        }

        process.Wait();
    }

    private static KernelProcess Spawn(KernelLaunch launch)
    {
        (int read, int write) = PosixProcess.Pipe();
        (int input, int feed) = launch.Input is null ? (-1, -1) : PosixProcess.Pipe();
        int id;
        try
        {
            id = PosixProcess.Spawn(launch.Argv[0], [.. launch.Argv], launch.Environment, launch.Folder, input, write);
        }
        catch
        {
            _ = Native.Close(read);
            _ = feed < 0 ? 0 : Native.Close(feed);
            throw;
        }
        finally
        {
            _ = Native.Close(write);
            _ = input < 0 ? 0 : Native.Close(input);
        }

        launch.Guard.Watch(id);
        var process = new KernelProcess(id, OutputTail.Follow(read), launch);
        if (launch.Input is { } bytes)
        {
            Feed(feed, bytes);
        }

        return process;
    }

    // A reader that has ended meanwhile is seen by its end.
    private static unsafe void Feed(int pipe, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (nint done = 0, count; done < bytes.Length && (count = Native.Write(pipe, start + done, bytes.Length - done)) > 0; done += count)
            {
            }
        }

        _ = Native.Close(pipe);
    }

    /// <summary>Sends a signal to the process and everything in its group.</summary>
    public void Signal(int number)
    {
        // After its end the id may belong to somebody else.
        if (Exit.IsCompleted)
        {
            return;
        }

        IReadOnlyList<int> inside = isWrapped && number != Native.SigKill ? ProcessTree.Grandchildren(Id) : [];
        foreach (int each in inside)
        {
            _ = Native.Kill(each, number);
        }

        if (inside.Count == 0)
        {
            _ = Native.Kill(-Id, number);
        }
    }

    public void Interrupt() => Signal(Native.SigInt);

    public void Terminate() => Signal(Native.SigTerm);

    public void Kill() => Signal(Native.SigKill);

    /// <summary>Ends the process if it still runs.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            Kill();
        }
    }

    private unsafe void Wait()
    {
        // Looked at without reaping first: until it is reaped its id, and so its group's, belongs to nobody else.
        byte* info = stackalloc byte[256];
        while (Native.WaitId(Native.WaitPid, Id, info, Native.WaitExited | Native.WaitNoReap) != 0 && Marshal.GetLastPInvokeError() == 4)
        {
        }

        _ = Native.Kill(-Id, Native.SigKill);
        guard.Forget();
        long* usage = stackalloc long[64];
        int waited;
        int status;
        while ((waited = Native.Wait4(Id, out status, 0, usage)) < 0 && Marshal.GetLastPInvokeError() == 4)
        {
        }

        LimitUse? use = group?.Use();
        group?.End();
        tail.WaitForEnd();

        // ru_maxrss stands behind two timevals of two longs; Linux counts kilobytes, macOS bytes.
        long peak = usage[4] * (OperatingSystem.IsMacOS() ? 1 : 1024);
        int signal = status & 0x7F;
        KernelExit end = waited < 0 ? new KernelExit(null, null, 0)
            : signal == 0 ? new KernelExit((status >> 8) & 0xFF, null, peak)
            : new KernelExit(null, signal, peak);
        end = isWrapped && end.ExitCode is > 128 and < 160 and int code ? end with { ExitCode = null, Signal = code - 128 } : end;
        exit.SetResult(use is null ? end : end with { PeakMemory = use.PeakMemory > 0 ? use.PeakMemory : end.PeakMemory, Limits = use });
    }
}
