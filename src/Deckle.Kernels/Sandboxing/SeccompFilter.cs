using System.Runtime.InteropServices;

namespace Deckle.Kernels.Sandboxing;

/// <summary>
/// A filter of system calls (seccomp), for what neither files nor process spaces keep apart: the user's keys; without network every way to one.
/// Where there are no namespaces it also stands for them: nothing shared without a file, nothing set for other processes or in the attributes of
/// files, and without network sockets of Unix's streams only, that cannot be connected. So the kernel can listen for us in its own folder, but
/// reach nobody.
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
    private const uint NotPermitted = 0x00050000 | 1;

    // An error of none: the caller is told that it is done.
    private const uint Ignored = 0x00050000;

    // ZeroMQ asks for the network's interfaces, and ends the process for any answer but this one. Programs that copy files take it for a file
    // system without attributes.
    private const uint Unsupported = 0x00050000 | 95;

    private const uint FamilyUnix = 1;
    private const uint FamilyInternet = 2;
    private const uint FamilyInternet6 = 10;
    private const uint FamilyNetlink = 16;
    private const uint TypeStream = 1;
    private const uint TypeBits = 0xF;

    // SCHED_OTHER, what every process has that was given nothing else.
    private const uint PolicyOther = 0;

    // PRIO_USER and IOPRIO_WHO_USER: every process of a user.
    private const uint PriorityOfUser = 2;
    private const uint DiskPriorityOfUser = 3;

    private enum Answer
    {
        Allowed,
        Unknown,
        Unsupported,
        NotPermitted,
        Ignored,
        Refused,
    }

    // Sockets made by io_uring, and attributes set by it, pass no filter.
    private const uint IoUringSetup = 425;

    // Numbers of the second interface that x86-64 kernels may have, x32.
    private const uint SecondInterface = 0x40000000;

    public static bool IsSupported => OperatingSystem.IsLinux() && Known is not null && Directory.Exists("/proc/sys/kernel/seccomp");

    private static Calls? Known => RuntimeInformation.ProcessArchitecture switch
    {
        // add_key, request_key, keyctl; shmget, shmat, shmctl, semget, semop, semctl, msgget, msgsnd, msgrcv, msgctl, semtimedop, mq_open, mq_unlink;
        // setxattr, lsetxattr, fsetxattr, removexattr, lremovexattr, fremovexattr, setxattrat, removexattrat, file_setattr;
        // prlimit64, sched_setparam, sched_setaffinity, sched_setattr; sched_setscheduler; setpriority, ioprio_set.
        Architecture.X64 => new(
            0xC000003E, 41, 53, 42, [248, 249, 250], [29, 30, 31, 64, 65, 66, 68, 69, 70, 71, 220, 240, 241],
            [188, 189, 190, 197, 198, 199, 463, 466, 469], [302, 142, 203, 314], 144, 141, 251),
        Architecture.Arm64 => new(
            0xC00000B7, 198, 199, 203, [217, 218, 219], [194, 196, 195, 190, 193, 191, 186, 189, 188, 187, 192, 180, 181],
            [5, 6, 7, 14, 15, 16, 463, 466, 469], [261, 118, 122, 274], 119, 140, 30),
        _ => null,
    };

    /// <summary>The program, eight bytes an instruction.</summary>
    /// <param name="isAlone">Whether there are no namespaces beside it.</param>
    /// <param name="network">Whether sockets stay open.</param>
    internal static ulong[] Program(bool isAlone, bool network)
    {
        Calls calls = Known!;
        Step[] steps =
        [
            new(Load, ArchitectureAt),
            new(JumpIfEqual, calls.Architecture, No: Answer.Unknown),
            new(Load, NumberAt),
            new(JumpIfAnyBit, SecondInterface, Yes: Answer.Unknown),
            .. calls.Keys.Select(call => new Step(JumpIfEqual, call, Yes: Answer.Refused)),
            .. isAlone ? Alone(calls) : [],
            .. isAlone || !network ? [new Step(JumpIfEqual, IoUringSetup, Yes: Answer.Unknown)] : (Step[])[],
            .. network ? [] : isAlone ? Unconnected(calls) : Families(calls),
        ];
        Answer[] answers = Enum.GetValues<Answer>();
        byte To(Answer? answer, int at, int pass) => (byte)(answer is { } given ? steps.Length + (int)given - at - 1 : pass);
        return
        [
            .. steps.Select((step, at) => Instruction(step.Code, step.Operand, To(step.Yes, at, step.PassIfYes), To(step.No, at, step.PassIfNo))),
            .. answers.Select(answer => Instruction(Return, answer switch
            {
                Answer.Allowed => Allowed,
                Answer.Unknown => Unknown,
                Answer.Unsupported => Unsupported,
                Answer.NotPermitted => NotPermitted,
                Answer.Ignored => Ignored,
                _ => Refused,
            })),
        ];
    }

    /// <summary>What namespaces would keep apart. 0 is whoever calls; the upper half of an argument is nothing to calls that take a process.</summary>
    private static Step[] Alone(Calls calls) =>
    [
        .. calls.Shared.Select(call => new Step(JumpIfEqual, call, Yes: Answer.Refused)),
        .. calls.Attributes.Select(call => new Step(JumpIfEqual, call, Yes: Answer.Unsupported)),
        .. calls.OfProcesses.SelectMany(call => (Step[])
        [
            new(JumpIfEqual, call) { PassIfNo = 2 },
            new(Load, FirstArgumentAt),
            new(JumpIfEqual, 0, Yes: Answer.Allowed, No: Answer.NotPermitted),
        ]),

        // ZeroMQ names its own threads to give them the policy that they have, and ends the process when it may not.
        new(JumpIfEqual, calls.Scheduler) { PassIfNo = 4 },
        new(Load, FirstArgumentAt),
        new(JumpIfEqual, 0, Yes: Answer.Allowed),
        new(Load, FirstArgumentAt + 8),
        new(JumpIfEqual, PolicyOther, Yes: Answer.Ignored, No: Answer.NotPermitted),
        .. Priority(calls.Priority, PriorityOfUser),
        .. Priority(calls.DiskPriority, DiskPriorityOfUser),
    ];

    private static Step[] Priority(uint call, uint ofUser) =>
    [
        new(JumpIfEqual, call) { PassIfNo = 4 },
        new(Load, FirstArgumentAt),
        new(JumpIfEqual, ofUser, Yes: Answer.NotPermitted),
        new(Load, FirstArgumentAt + 8),
        new(JumpIfEqual, 0, Yes: Answer.Allowed, No: Answer.NotPermitted),
    ];

    /// <summary>Sockets that nobody can be reached through.</summary>
    private static Step[] Unconnected(Calls calls) =>
    [
        new(JumpIfEqual, calls.Connect, Yes: Answer.Refused),
        new(JumpIfEqual, calls.Socket) { PassIfYes = 1 },
        new(JumpIfEqual, calls.Pair, No: Answer.Allowed),
        new(Load, FirstArgumentAt),
        new(JumpIfEqual, FamilyNetlink, Yes: Answer.Unsupported),
        new(JumpIfEqual, FamilyUnix, No: Answer.Refused),
        new(Load, FirstArgumentAt + 8),
        new(And, TypeBits),
        new(JumpIfEqual, TypeStream, No: Answer.Refused),
    ];

    /// <summary>Sockets of families that a network of one's own keeps apart: the host of a virtual machine (vsock) is reached from all of them.</summary>
    private static Step[] Families(Calls calls) =>
    [
        new(JumpIfEqual, calls.Socket) { PassIfYes = 1 },
        new(JumpIfEqual, calls.Pair, No: Answer.Allowed),
        new(Load, FirstArgumentAt),
        .. ((uint[])[FamilyUnix, FamilyInternet, FamilyInternet6]).Select(family => new Step(JumpIfEqual, family, Yes: Answer.Allowed)),
        new(JumpIfEqual, FamilyNetlink, Yes: Answer.Allowed, No: Answer.Refused),
    ];

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

    /// <summary>An instruction: jumps go to an answer, or pass by as many instructions.</summary>
    private sealed record Step(ushort Code, uint Operand, Answer? Yes = null, Answer? No = null)
    {
        public int PassIfYes { get; init; }

        public int PassIfNo { get; init; }
    }

    /// <summary>The numbers of calls on an architecture.</summary>
    /// <param name="OfProcesses">Those whose first argument is a process.</param>
    private sealed record Calls(
        uint Architecture, uint Socket, uint Pair, uint Connect, uint[] Keys, uint[] Shared, uint[] Attributes, uint[] OfProcesses, uint Scheduler, uint Priority, uint DiskPriority);
}
