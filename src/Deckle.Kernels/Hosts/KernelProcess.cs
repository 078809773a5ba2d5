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

    private KernelProcess(int id, OutputTail tail, KernelGuard guard)
    {
        Id = id;
        this.tail = tail;
        this.guard = guard;
    }

    public int Id { get; }

    public Task<KernelExit> Exit => exit.Task;

    public string Output => tail.Text;

    /// <summary>The pipe that the process writes to: whoever keeps the process alive must go on to read it.</summary>
    internal int OutputDescriptor => tail.Descriptor;

    /// <param name="program">An absolute path.</param>
    /// <param name="arguments">What follows the program's name.</param>
    /// <param name="environment">The whole environment.</param>
    /// <param name="folder">The working folder; null for this process's own.</param>
    /// <param name="guard">Ends the process's group when we cannot.</param>
    /// <exception cref="DeckleException"><c>kernel-program-missing</c>: the program cannot be started.</exception>
    internal static KernelProcess Start(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string? folder, KernelGuard guard)
    {
        (int read, int write) = PosixProcess.Pipe();
        int id;
        try
        {
            id = PosixProcess.Spawn(program, [program, .. arguments], environment, folder, inputFd: -1, outputFd: write);
        }
        catch
        {
            _ = Native.Close(read);
            throw;
        }
        finally
        {
            _ = Native.Close(write);
        }

        guard.Watch(id);
        var process = new KernelProcess(id, OutputTail.Follow(read), guard);
        var waiter = new Thread(process.Wait) { IsBackground = true, Name = $"kernel {id}" };
        waiter.Start();
        return process;
    }

    /// <summary>Sends a signal to the process and everything in its group.</summary>
    public void Signal(int number)
    {
        // After its end the id may belong to somebody else.
        if (!Exit.IsCompleted)
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

        tail.WaitForEnd();

        // ru_maxrss stands behind two timevals of two longs; Linux counts kilobytes, macOS bytes.
        long peak = usage[4] * (OperatingSystem.IsMacOS() ? 1 : 1024);
        int signal = status & 0x7F;
        exit.SetResult(waited < 0 ? new KernelExit(null, null, 0)
            : signal == 0 ? new KernelExit((status >> 8) & 0xFF, null, peak)
            : new KernelExit(null, signal, peak));
    }
}
