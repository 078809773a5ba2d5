namespace Deckle.Kernels.Hosts;

/// <summary>A kernel's process: a child of this program, one that a fork server made for it, or one on a server, where signals are requests.</summary>
public interface IKernelProcess : IDisposable
{
    /// <summary>The process id, which is its group's and its session's too; 0 for a process of another machine.</summary>
    int Id { get; }

    /// <summary>Completes when the process has ended and its group is gone.</summary>
    Task<KernelExit> Exit { get; }

    /// <summary>The last that the process itself wrote to stdout and stderr, not what its cells print. Complete once it has ended.</summary>
    string Output { get; }

    /// <summary>What it has taken of its limits so far; null where nothing counts it.</summary>
    LimitUse? Used => Exit.IsCompletedSuccessfully ? Exit.Result.Limits : null;

    /// <summary>SIGINT to the process and everything in its group.</summary>
    void Interrupt();

    /// <summary>SIGTERM to the process and everything in its group.</summary>
    void Terminate();

    /// <summary>SIGKILL to the process and everything in its group.</summary>
    void Kill();
}
