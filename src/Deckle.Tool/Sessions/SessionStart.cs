using Deckle.Kernels.Sandboxing;
using Deckle.Tool.HostTools;
using Deckle.Tool.Running;

namespace Deckle.Tool.Sessions;

/// <summary>The session that is wanted: a kernel that is started for it, or one that runs already.</summary>
internal sealed record SessionStart
{
    /// <summary>The kernel's name; null for Python's.</summary>
    public string? Kernel { get; init; }

    /// <summary>A name to call the session by beside its id; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>The kernel's working folder, an absolute path.</summary>
    public required string Folder { get; init; }

    /// <summary>The whole environment that the kernel is found with and gets; null for that of this process.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>After how long without work the session is ended; null for never.</summary>
    public TimeSpan? Idle { get; init; } = TimeSpan.FromHours(2);

    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The connection file of a kernel that somebody else started, an absolute path. It goes on when the session ends.</summary>
    public string? Existing { get; init; }

    /// <summary>The server on which the kernel is started, or runs; null for this machine.</summary>
    public RemoteRequest? Remote { get; init; }

    /// <summary>A kernel that runs on the server; it goes on when the session ends. Null starts one.</summary>
    public string? KernelId { get; init; }

    /// <summary>Variables on top of <see cref="Environment"/>; those that a kernel on a server gets.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What a kernel of this machine may do; null for all that its user may.</summary>
    public SandboxProfile? Sandbox { get; init; }

    /// <summary>What code may ask of the program that keeps the session. Nobody is asked there.</summary>
    public HostToolRequest HostTools { get; init; } = HostToolRequest.Default;
}
