using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Deckle.Kernels;

/// <summary>
/// A kernel's process in a session of its own. When it ends, or when this process does — whatever ends it — everything it started in its
/// process group ends too: a guard, a shell that waits on a pipe only we hold, sees to that.
/// </summary>
public sealed class KernelProcess : IDisposable
{
    private readonly TaskCompletionSource<KernelExit> exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutputTail tail;
    private readonly int guardPipe;
    private readonly int guardId;
    private int isDisposed;

    private KernelProcess(int id, OutputTail tail, int guardId, int guardPipe)
    {
        Id = id;
        this.tail = tail;
        this.guardId = guardId;
        this.guardPipe = guardPipe;
    }

    /// <summary>The process id, which is its group's and its session's too.</summary>
    public int Id { get; }

    /// <summary>Completes when the process has ended and its group is gone.</summary>
    public Task<KernelExit> Exit => exit.Task;

    /// <summary>The last that the process itself wrote to stdout and stderr, not what its cells print. Complete once it has ended.</summary>
    public string Output => tail.Text;

    /// <param name="program">An absolute path.</param>
    /// <param name="arguments">What follows the program's name.</param>
    /// <param name="environment">The whole environment.</param>
    /// <param name="folder">The working folder; null for this process's own.</param>
    /// <param name="scratch">A folder the guard removes when it has to act.</param>
    /// <exception cref="DeckleException"><c>kernel-program-missing</c>: the program cannot be started.</exception>
    public static KernelProcess Start(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string? folder, string scratch)
    {
        (int read, int write) = Pipe();
        int id;
        try
        {
            id = Spawn(program, [program, .. arguments], environment, folder, inputFd: -1, outputFd: write);
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

        (int guardRead, int guardPipe) = Pipe();
        int guardId = StartGuard(id, scratch, guardRead);
        var process = new KernelProcess(id, OutputTail.Follow(read), guardId, guardPipe);
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

    private static unsafe int StartGuard(int id, string scratch, int read)
    {
        const string Script = "read -r line; [ \"$line\" = done ] || { kill -KILL -- \"-$1\"; rm -rf -- \"$2\"; }";
        try
        {
            return Spawn("/bin/sh", ["sh", "-c", Script, "deckle-guard", id.ToString(System.Globalization.CultureInfo.InvariantCulture), scratch], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, "/", read, -1);
        }
        finally
        {
            _ = Native.Close(read);
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
        long* usage = stackalloc long[64];
        int waited;
        int status;
        while ((waited = Native.Wait4(Id, out status, 0, usage)) < 0 && Marshal.GetLastPInvokeError() == 4)
        {
        }

        DismissGuard();
        tail.WaitForEnd();

        // ru_maxrss stands behind two timevals of two longs; Linux counts kilobytes, macOS bytes.
        long peak = usage[4] * (OperatingSystem.IsMacOS() ? 1 : 1024);
        int signal = status & 0x7F;
        exit.SetResult(waited < 0 ? new KernelExit(null, null, 0)
            : signal == 0 ? new KernelExit((status >> 8) & 0xFF, null, peak)
            : new KernelExit(null, signal, peak));
    }

    private unsafe void DismissGuard()
    {
        fixed (byte* done = "done\n"u8)
        {
            _ = Native.Write(guardPipe, done, 5);
        }

        _ = Native.Close(guardPipe);
        _ = Native.Wait4(guardId, out _, 0, null);
    }

    private static unsafe (int Read, int Write) Pipe()
    {
        const int OpenCloseOnExec = 0x80000;
        const int SetDescriptorFlags = 2;
        const int CloseOnExec = 1;
        int* ends = stackalloc int[2];

        // In one step where the system can: a kernel started meanwhile by another thread would inherit the guard's pipe and keep it open.
        if ((OperatingSystem.IsLinux() ? Native.Pipe2(ends, OpenCloseOnExec) : Native.Pipe(ends)) != 0)
        {
            throw KernelErrors.CannotStart("no pipe could be made", Marshal.GetLastPInvokeError());
        }

        _ = Native.FileControl(ends[0], SetDescriptorFlags, CloseOnExec);
        _ = Native.FileControl(ends[1], SetDescriptorFlags, CloseOnExec);
        return (ends[0], ends[1]);
    }

    private static unsafe int Spawn(
        string program, ImmutableArray<string> argv, IReadOnlyDictionary<string, string> environment, string? folder, int inputFd, int outputFd)
    {
        // Opaque structures; 1 KB is more than any C library needs for them.
        byte* actions = stackalloc byte[1024];
        byte* attributes = stackalloc byte[1024];
        byte* signals = stackalloc byte[256];
        using var strings = new NativeStrings();
        _ = Native.FileActionsInit(actions);
        _ = Native.AttributesInit(attributes);
        try
        {
            if (inputFd >= 0)
            {
                _ = Native.FileActionsAddDup2(actions, inputFd, 0);
            }
            else
            {
                _ = Native.FileActionsAddOpen(actions, 0, strings.Add("/dev/null"), 0, 0);
            }

            if (outputFd >= 0)
            {
                _ = Native.FileActionsAddDup2(actions, outputFd, 1);
                _ = Native.FileActionsAddDup2(actions, outputFd, 2);
            }
            else
            {
                _ = Native.FileActionsAddOpen(actions, 1, strings.Add("/dev/null"), 1, 0);
                _ = Native.FileActionsAddOpen(actions, 2, strings.Add("/dev/null"), 1, 0);
            }

            if (folder is not null)
            {
                _ = Native.FileActionsAddChdir(actions, strings.Add(folder));
            }

            _ = Native.SignalSetEmpty(signals);
            _ = Native.AttributesSetSignalMask(attributes, signals);

            // .NET ignores SIGPIPE, and what is ignored is inherited.
            _ = Native.SignalSetFill(signals);
            _ = Native.AttributesSetSignalDefaults(attributes, signals);
            _ = Native.AttributesSetFlags(
                attributes, (short)(Native.SpawnSetSession | Native.SpawnSetSignalMask | Native.SpawnSetSignalDefaults));

            byte** argvPointer = strings.AddAll(argv);
            byte** envPointer = strings.AddAll([.. environment.Select(pair => $"{pair.Key}={pair.Value}")]);
            int error = Native.PosixSpawn(out int id, strings.Add(program), actions, attributes, argvPointer, envPointer);
            return error == 0 ? id : throw KernelErrors.CannotStart(program, error);
        }
        finally
        {
            _ = Native.FileActionsDestroy(actions);
            _ = Native.AttributesDestroy(attributes);
        }
    }

    /// <summary>Strings for C that live until the call is over.</summary>
    private sealed unsafe class NativeStrings : IDisposable
    {
        private readonly List<nint> allocated = [];

        public byte* Add(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text + "\0");
            nint memory = Marshal.AllocHGlobal(bytes.Length);
            Marshal.Copy(bytes, 0, memory, bytes.Length);
            allocated.Add(memory);
            return (byte*)memory;
        }

        public byte** AddAll(ImmutableArray<string> texts)
        {
            nint memory = Marshal.AllocHGlobal((texts.Length + 1) * sizeof(nint));
            allocated.Add(memory);
            var list = (byte**)memory;
            for (int i = 0; i < texts.Length; i++)
            {
                list[i] = Add(texts[i]);
            }

            list[texts.Length] = null;
            return list;
        }

        public void Dispose() => allocated.ForEach(Marshal.FreeHGlobal);
    }
}
