using System.Runtime.InteropServices;
using System.Text;
using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Sandboxing;

/// <summary>
/// A process that restricts itself and then becomes a kernel, or bubblewrap around it. .NET cannot run code between fork and exec, so a program
/// that starts sandboxed kernels starts itself with <see cref="Word"/>, and calls this then, before it does anything else.
/// </summary>
public static class Jail
{
    /// <summary>The first argument of a program that is to become a jail.</summary>
    public const string Word = "__jail";

    /// <summary>What a complaint on stderr must begin with to be known as one.</summary>
    public const string Complaint = "deckle-jail: ";

    private const int BrokenPipe = 13;
    private const int LimitOfCoreFiles = 4;
    private const int LimitOfProcesses = 6;
    private const int LimitOfAddressSpace = 9;
    private const int LastCapability = 63;

    /// <summary>Does what stdin says. Returns only when it could not.</summary>
    /// <exception cref="IOException">What could not be done; the program should write it with <see cref="Complaint"/> before it and end.</exception>
    public static unsafe void Run()
    {
        JailOrder order = JailOrder.Parse(ReadOrder());
        foreach (string group in order.Groups)
        {
            // 0 is whoever writes.
            Join(Path.Combine(group, "cgroup.procs"));
        }

        // All that may need memory or files comes before the walls.
        byte** argv = Words(order.Argv);
        byte** environment = Words([.. order.Environment.Select(pair => $"{pair.Key}={pair.Value}")]);
        _ = NativeJail.Execute(null, argv, environment);
        string words = order.Argv[0];

        // .NET ignores SIGPIPE, and what is ignored is inherited.
        _ = NativeJail.SetSignal(BrokenPipe, 0);
        Limit(LimitOfCoreFiles, 0);
        if (order.Landlock > 0)
        {
            GivePrivilegesUp();
            LandlockRules.Restrict(order.Landlock, order.ReadOnly, order.Writable, order.Network);
            if (order.Filter)
            {
                SeccompFilter.Apply(SeccompFilter.Program(isAlone: true, order.Network));
            }
        }
        else if (order.Filter)
        {
            Offer(MemoryMarshal.AsBytes(SeccompFilter.Program(isAlone: false, order.Network).AsSpan()), Bubblewrap.FilterDescriptor);
        }

        if (order.Words.Length > 0)
        {
            Offer(Encoding.UTF8.GetBytes(string.Concat(order.Words.Select(word => $"{word}\0"))), Bubblewrap.WordsDescriptor);
        }

        if (order.Processes is { } processes)
        {
            Limit(LimitOfProcesses, (ulong)processes);
        }

        if (order.AddressSpace is { } bytes)
        {
            // The last, for this very process has reserved more.
            Limit(LimitOfAddressSpace, (ulong)bytes);
        }

        _ = NativeJail.Execute(argv[0], argv, environment);
        throw new IOException($"{words}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static unsafe byte[] ReadOrder()
    {
        using var order = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            nint length;
            fixed (byte* start = buffer)
            {
                length = Native.Read(0, start, buffer.Length);
            }

            if (length <= 0)
            {
                break;
            }

            order.Write(buffer, 0, (int)length);
        }

        // The pipe's end is not for the kernel.
        int nothing = NativeJail.Open("/dev/null", NativeJail.OpenCloseOnExec);
        _ = NativeJail.Duplicate(nothing, 0);
        return order.ToArray();
    }

    /// <summary>Hands bytes to the program that this process becomes, as a file without a name.</summary>
    private static unsafe void Offer(ReadOnlySpan<byte> bytes, int descriptor)
    {
        int file = NativeJail.MakeMemoryFile("", NativeJail.MemoryCloseOnExec);
        fixed (byte* start = bytes)
        {
            for (nint done = 0, count; done < bytes.Length; done += count)
            {
                count = Native.Write(file, start + done, bytes.Length - done);
                if (count <= 0)
                {
                    throw new IOException($"memfd: {Marshal.GetLastPInvokeErrorMessage()}");
                }
            }
        }

        _ = NativeJail.Seek(file, 0, 0);
        _ = NativeJail.Duplicate(file, descriptor);
        _ = Native.Close(file);
    }

    private static void Join(string file)
    {
        try
        {
            File.WriteAllText(file, "0");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>Root without capabilities is a user like others; and no program that is started gives any back.</summary>
    private static unsafe void GivePrivilegesUp()
    {
        for (nuint capability = 0; capability <= LastCapability; capability++)
        {
            // Fails behind the last one there is, and for those who have none to give up.
            _ = NativeJail.Control(NativeJail.DropBoundingCapability, capability, 0, 0, 0);
        }

        _ = NativeJail.Control(NativeJail.ClearAmbientCapabilities, 4, 0, 0, 0);

        // struct __user_cap_header_struct, version 3, and two times three sets of none.
        uint* header = stackalloc uint[2] { 0x20080522, 0 };
        uint* none = stackalloc uint[6] { 0, 0, 0, 0, 0, 0 };
        if (NativeJail.SetCapabilities(header, none) != 0 || NativeJail.Control(NativeJail.SetNoNewPrivileges, 1, 0, 0, 0) != 0)
        {
            throw new IOException($"privileges cannot be given up: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private static unsafe void Limit(int resource, ulong most)
    {
        ulong* limits = stackalloc ulong[2] { most, most };
        if (NativeJail.SetLimit(resource, limits) != 0)
        {
            throw new IOException($"setrlimit {resource}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    // Never freed: the process becomes another.
    private static unsafe byte** Words(IReadOnlyList<string> words)
    {
        byte** list = (byte**)NativeMemory.Alloc((nuint)(words.Count + 1) * (nuint)sizeof(byte*));
        for (int i = 0; i < words.Count; i++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(words[i] + "\0");
            list[i] = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
            bytes.CopyTo(new Span<byte>(list[i], bytes.Length));
        }

        list[words.Count] = null;
        return list;
    }
}
