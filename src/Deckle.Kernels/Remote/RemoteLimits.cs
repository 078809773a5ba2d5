namespace Deckle.Kernels.Remote;

/// <summary>How patient a connection to a kernel on a server is.</summary>
public sealed record RemoteLimits
{
    /// <summary>After how much silence of a running cell the server is asked whether the kernel is still there: its end is not always told.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a lost connection is tried to be made again before the kernel counts as lost.</summary>
    public TimeSpan ReconnectFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after a reconnect the result of a cell is waited for when the kernel has answered what was asked behind it; then it counts as lost.</summary>
    public TimeSpan ReplayWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the reply of a cell that is over is waited for when the connection broke under it: it was sent before the end that is here.</summary>
    public TimeSpan ReplyWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a silent server is pinged, and how long it may take to answer before the connection counts as dead.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);
}
