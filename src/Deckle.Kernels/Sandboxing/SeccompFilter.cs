using System.Runtime.InteropServices;

namespace Deckle.Kernels.Sandboxing;

/// <summary>
/// A filter of system calls (seccomp) that leaves no way to a network: sockets can be made of Unix's streams only, and not be connected. So the
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

    // Sockets made by io_uring pass no filter.
    private const uint IoUringSetup = 425;

    // Numbers of the second interface that x86-64 kernels may have, x32.
    private const uint SecondInterface = 0x40000000;

    public static bool IsSupported => OperatingSystem.IsLinux() && Calls is not null && Directory.Exists("/proc/sys/kernel/seccomp");

    private static (uint Architecture, uint Socket, uint Pair, uint Connect)? Calls => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (0xC000003E, 41, 53, 42),
        Architecture.Arm64 => (0xC00000B7, 198, 199, 203),
        _ => null,
    };

    /// <summary>The program, eight bytes an instruction.</summary>
    internal static ulong[] Program()
    {
        (uint architecture, uint socket, uint pair, uint connect) = Calls!.Value;
        return
        [
            Instruction(Load, ArchitectureAt),
            Instruction(JumpIfEqual, architecture, no: 12),
            Instruction(Load, NumberAt),
            Instruction(JumpIfAnyBit, SecondInterface, yes: 10),
            Instruction(JumpIfEqual, IoUringSetup, yes: 9),
            Instruction(JumpIfEqual, connect, yes: 11),
            Instruction(JumpIfEqual, socket, yes: 1),
            Instruction(JumpIfEqual, pair, no: 7),
            Instruction(Load, FirstArgumentAt),
            Instruction(JumpIfEqual, FamilyNetlink, yes: 6),
            Instruction(JumpIfEqual, FamilyUnix, no: 6),
            Instruction(Load, FirstArgumentAt + 8),
            Instruction(And, TypeBits),
            Instruction(JumpIfEqual, TypeStream, yes: 1, no: 3),
            Instruction(Return, Unknown),
            Instruction(Return, Allowed),
            Instruction(Return, Unsupported),
            Instruction(Return, Refused),
        ];
    }

    /// <summary>Filters the calls of this thread, and so of what it becomes. Privileges must have been given up before.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static unsafe void Apply()
    {
        ulong[] program = Program();
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
}
