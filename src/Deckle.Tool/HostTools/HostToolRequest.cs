namespace Deckle.Tool.HostTools;

/// <summary>Which tools a run's cells get from this program.</summary>
internal sealed record HostToolRequest
{
    public static HostToolRequest Default { get; } = new();

    /// <summary>The policy; null for the nearest <c>tools.toml</c>.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>Whether every call is refused.</summary>
    public bool IsOff { get; init; }

    /// <summary>What was read and opened already, for all kernels of a command; null for a command of one.</summary>
    public PreparedTools? Prepared { get; init; }

    /// <summary>Where calls are logged; null for the user's state folder.</summary>
    public string? LogFile { get; init; }

    /// <summary>Whether somebody can be asked on the terminal, if there is one. Where stdin speaks a protocol, nobody can.</summary>
    public bool MayAsk { get; init; } = true;

    /// <summary>The variables that the policy and its commands take: by default this program's own.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;
}
