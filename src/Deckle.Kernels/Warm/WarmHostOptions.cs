namespace Deckle.Kernels.Warm;

/// <summary>How warm kernels are had.</summary>
public sealed record WarmHostOptions
{
    /// <summary>The kernels' folder, environment and patience; also how cold ones are started.</summary>
    public LocalHostOptions Local { get; init; } = new();

    /// <summary>Whether a fork server is started where none is; otherwise only one that runs already is used.</summary>
    public bool StartsServer { get; init; } = true;

    /// <summary>How long a server that is started here stays without work.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);
}
