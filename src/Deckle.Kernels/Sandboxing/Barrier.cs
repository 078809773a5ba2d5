namespace Deckle.Kernels.Sandboxing;

/// <summary>Something that a sandbox keeps a kernel from, or limits.</summary>
public enum Barrier
{
    /// <summary>Reading files that were not granted.</summary>
    Reading,

    /// <summary>Changing files that were not granted.</summary>
    Writing,

    /// <summary>Seeing variables of the environment that were not granted.</summary>
    Environment,

    /// <summary>Seeing other processes.</summary>
    Processes,

    /// <summary>Reading or changing the memory of other processes.</summary>
    Tracing,

    /// <summary>Sending signals to other processes.</summary>
    Signals,

    /// <summary>Sockets of the internet, TCP and UDP alike, loopback included.</summary>
    Network,

    /// <summary>Unix sockets that are files, outside of what was granted.</summary>
    UnixSockets,

    /// <summary>Unix sockets without a file.</summary>
    AbstractSockets,

    /// <summary>The keys that the system keeps for the user, Kerberos tickets among them.</summary>
    Keyrings,

    /// <summary>Memory, semaphores and message queues that are shared without a file (System V's, and POSIX's queues).</summary>
    SharedMemory,

    /// <summary>Processes that outlive the kernel.</summary>
    Leftovers,

    /// <summary>Memory beyond the limit.</summary>
    Memory,

    /// <summary>Processor time beyond the limit.</summary>
    Cpus,

    /// <summary>Processes and threads beyond the limit.</summary>
    ProcessCount,
}
