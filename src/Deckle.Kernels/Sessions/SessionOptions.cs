using Deckle.Kernels.HostTools;

namespace Deckle.Kernels.Sessions;

/// <summary>How a session keeps what its jobs put out, and how patient it is.</summary>
public sealed record SessionOptions
{
    /// <summary>By which the session is known; the start of its jobs' ids.</summary>
    public required string Id { get; init; }

    /// <summary>An existing folder for outputs that are too large to keep in memory, and for pictures; null keeps all in memory.</summary>
    public string? Folder { get; init; }

    /// <summary>The bytes of a job's outputs that are kept in memory; behind them all are in a file.</summary>
    public long KeptInMemory { get; init; } = 1 << 20;

    /// <summary>Whether the kernel ends with the session; one that somebody else started goes on.</summary>
    public bool OwnsKernel { get; init; } = true;

    /// <inheritdoc cref="ExecutionOptions.InterruptGrace"/>
    public TimeSpan InterruptGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <inheritdoc cref="ExecutionOptions.IdleGrace"/>
    public TimeSpan IdleGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a kernel may take to end: half of it by itself, half after SIGTERM; then it is killed.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>What the session's code may ask of this program; null refuses each call.</summary>
    public IHostTools? Tools { get; init; }

    /// <inheritdoc cref="ExecutionOptions.OfferModules"/>
    public bool OfferModules { get; init; } = true;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
