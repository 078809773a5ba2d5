namespace Deckle.Tool.HostTools.Policy;

/// <summary>An MCP server whose tools a policy offers.</summary>
/// <param name="Name">The first part of its tools' names.</param>
internal sealed record McpServerPolicy(string Name)
{
    /// <summary>The words of the command that starts it; empty for a server at an address.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    public Uri? Url { get; init; }

    /// <summary>Variables for the command, beside <c>PATH</c>, <c>HOME</c> and the like.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers of the requests to the address.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The longest a call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
