using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Deckle.Kernels.Hosts;

/// <summary>Starts processes as .NET's own class cannot: in a session of their own, with the descriptors and signals they should have.</summary>
internal static class PosixProcess
{
    /// <summary>A pipe that no child inherits.</summary>
    public static unsafe (int Read, int Write) Pipe()
    {
        const int OpenCloseOnExec = 0x80000;
        const int SetDescriptorFlags = 2;
        const int CloseOnExec = 1;
        int* ends = stackalloc int[2];

        // In one step where the system can: a kernel started meanwhile by another thread would inherit a guard's pipe and keep it open.
        if ((OperatingSystem.IsLinux() ? Native.Pipe2(ends, OpenCloseOnExec) : Native.Pipe(ends)) != 0)
        {
            throw KernelStartErrors.CannotStart("no pipe could be made", Marshal.GetLastPInvokeError());
        }

        _ = Native.FileControl(ends[0], SetDescriptorFlags, CloseOnExec);
        _ = Native.FileControl(ends[1], SetDescriptorFlags, CloseOnExec);
        return (ends[0], ends[1]);
    }

    /// <summary>Starts a process in a session of its own, with no signal blocked or ignored.</summary>
    /// <param name="folder">Its working folder; null for ours.</param>
    /// <param name="inputFd">Its stdin; -1 for nothing.</param>
    /// <param name="outputFd">Its stdout and stderr; -1 for nowhere.</param>
    /// <returns>Its id, which is its group's and its session's too.</returns>
    public static unsafe int Spawn(
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
            return error == 0 ? id : throw KernelStartErrors.CannotStart(program, error);
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
