namespace Deckle.Kernels.Remote;

/// <summary>How a kernel is started on a server.</summary>
public sealed record ServerHostOptions
{
    /// <summary>The kernel's working folder, below the server's own and with slashes; empty for that one.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Variables of the kernel's environment. A Jupyter Server takes none, so a kernel of Python is told when it runs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the kernel may take until it answers.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public RemoteLimits Limits { get; init; } = new();
}
