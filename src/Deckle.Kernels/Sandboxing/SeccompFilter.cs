using System.Runtime.InteropServices;
using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Sandboxing;

/// <summary>
/// A filter of system calls (seccomp), for what neither files nor process spaces keep apart: the user's keys; where nothing else does it, what is
/// shared without a file; and without network every way to one: sockets can be made of Unix's streams only, and not be connected. So the
/// kernel can listen for us in its own folder, but reach nobody.
/// </summary>
internal static class SeccompFilter
{
    // linux/filter.h: BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, BPF_JMP|BPF_JSET|BPF_K, BPF_ALU|BPF_AND|BPF_K, BPF_RET|BPF_K.
    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort And = 0x54;
    private const ushort Return = 0x06;

    // struct seccomp_data: the call's number, the architecture, the arguments of 64 bits each behind 16 bytes.
    private const uint NumberAt = 0;
    private const uint ArchitectureAt = 4;
    private const uint FirstArgumentAt = 16;

    private const uint Allowed = 0x7FFF0000;
    private const uint Refused = 0x00050000 | 13;
    private const uint Unknown = 0x00050000 | 38;

    // ZeroMQ asks for the network's interfaces, and ends the process for any answer but this one.
    private const uint Unsupported = 0x00050000 | 95;

    private const uint FamilyUnix = 1;
    private const uint FamilyNetlink = 16;
    private const uint TypeStream = 1;
    private const uint TypeBits = 0xF;

    // The places of the answers behind the tests.
    private const int AllowedAt = 0;
    private const int UnknownAt = 1;
    private const int UnsupportedAt = 2;
    private const int RefusedAt = 3;

    // Sockets made by io_uring pass no filter.
    private const uint IoUringSetup = 425;

    // Numbers of the second interface that x86-64 kernels may have, x32.
    private const uint SecondInterface = 0x40000000;

    public static bool IsSupported => OperatingSystem.IsLinux() && Known is not null && Directory.Exists("/proc/sys/kernel/seccomp");

    private static Calls? Known => RuntimeInformation.ProcessArchitecture switch
    {
        // add_key, request_key, keyctl; shmget, shmat, shmctl, semget, semop, semctl, msgget, msgsnd, msgrcv, msgctl, semtimedop, mq_open, mq_unlink.
        Architecture.X64 => new(0xC000003E, 41, 53, 42, [248, 249, 250], [29, 30, 31, 64, 65, 66, 68, 69, 70, 71, 220, 240, 241]),
        Architecture.Arm64 => new(0xC00000B7, 198, 199, 203, [217, 218, 219], [194, 196, 195, 190, 193, 191, 186, 189, 188, 187, 192, 180, 181]),
        _ => null,
    };

    /// <summary>The program, eight bytes an instruction.</summary>
    /// <param name="sharedMemory">Whether what is shared without a file stays open.</param>
    /// <param name="network">Whether sockets stay open.</param>
    internal static ulong[] Program(bool sharedMemory, bool network)
    {
        Calls calls = Known!;
        uint[] refused = sharedMemory ? calls.Keys : [.. calls.Keys, .. calls.Shared];

        // Each test goes on behind itself, or to one of the answers at the end: their places are known when all tests are.
        List<Func<int, ulong>> tests =
        [
            _ => Instruction(Load, ArchitectureAt),
            end => Instruction(JumpIfEqual, calls.Architecture, no: To(end + UnknownAt, 1)),
            _ => Instruction(Load, NumberAt),
            end => Instruction(JumpIfAnyBit, SecondInterface, yes: To(end + UnknownAt, 3)),
        ];
        foreach (uint call in refused)
        {
            int at = tests.Count;
            tests.Add(end => Instruction(JumpIfEqual, call, yes: To(end + RefusedAt, at)));
        }

        int first = tests.Count;
        Func<int, ulong>[] sockets =
        [
            end => Instruction(JumpIfEqual, IoUringSetup, yes: To(end + UnknownAt, first)),
            end => Instruction(JumpIfEqual, calls.Connect, yes: To(end + RefusedAt, first + 1)),
            _ => Instruction(JumpIfEqual, calls.Socket, yes: 1),
            end => Instruction(JumpIfEqual, calls.Pair, no: To(end + AllowedAt, first + 3)),
            _ => Instruction(Load, FirstArgumentAt),
            end => Instruction(JumpIfEqual, FamilyNetlink, yes: To(end + UnsupportedAt, first + 5)),
            end => Instruction(JumpIfEqual, FamilyUnix, no: To(end + RefusedAt, first + 6)),
            _ => Instruction(Load, FirstArgumentAt + 8),
            _ => Instruction(And, TypeBits),
            end => Instruction(JumpIfEqual, TypeStream, no: To(end + RefusedAt, first + 9)),
        ];
        tests.AddRange(network ? [] : sockets);
        return
        [
            .. tests.Select(test => test(tests.Count)),
            Instruction(Return, Allowed), Instruction(Return, Unknown), Instruction(Return, Unsupported), Instruction(Return, Refused),
        ];
    }

    // Jumps count the instructions that they pass by.
    private static byte To(int target, int from) => (byte)(target - from - 1);

    /// <summary>Hands the program to a process that this one becomes, as the bytes of a pipe.</summary>
    /// <param name="descriptor">Where that process reads it.</param>
    /// <exception cref="DeckleException">The system refuses.</exception>
    public static unsafe void Offer(ulong[] program, int descriptor)
    {
        (int read, int write) = PosixProcess.Pipe();
        fixed (ulong* start = program)
        {
            // A pipe holds many times as much.
            _ = Native.Write(write, (byte*)start, program.Length * sizeof(ulong));
        }

        _ = Native.Close(write);
        _ = NativeJail.Duplicate(read, descriptor);
        _ = Native.Close(read);
    }

    /// <summary>Filters the calls of this thread, and so of what it becomes. Privileges must have been given up before.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static unsafe void Apply(ulong[] program)
    {
        fixed (ulong* start = program)
        {
            // struct sock_fprog: the count, padded to a pointer's size, and the pointer.
            nuint* description = stackalloc nuint[2] { (nuint)program.Length, (nuint)start };
            if (NativeJail.Control(NativeJail.SetSeccomp, NativeJail.SeccompFilterMode, (nuint)description, 0, 0) != 0)
            {
                throw new IOException($"seccomp: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
    }

    // struct sock_filter: code, how many to pass by if so and if not, operand.
    private static ulong Instruction(ushort code, uint operand, byte yes = 0, byte no = 0) =>
        code | ((ulong)yes << 16) | ((ulong)no << 24) | ((ulong)operand << 32);

    /// <summary>The numbers of calls on an architecture.</summary>
    private sealed record Calls(uint Architecture, uint Socket, uint Pair, uint Connect, uint[] Keys, uint[] Shared);
}
