using Deckle.Json;

namespace Deckle.Tool.Mcp;

/// <summary>A tool that agents call.</summary>
/// <param name="Name">With underscores, such as <c>notebook_read</c>.</param>
/// <param name="Description">What it does, when to use it and what it answers; the agent reads nothing else.</param>
/// <param name="Input">The JSON Schema of its arguments.</param>
/// <param name="Output">The JSON Schema of its structured answer.</param>
/// <param name="Answer">Does the work. What it throws as a <see cref="DeckleException"/> becomes a structured error.</param>
internal sealed record McpTool(
    string Name, string Title, string Description, JsonObject Input, JsonObject Output, Func<McpCall, CancellationToken, Task<McpAnswer>> Answer)
{
    /// <summary>Whether it changes nothing.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether it may change or remove what is there, and not only add.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>Whether calling it again with the same arguments changes nothing more.</summary>
    public bool IsIdempotent { get; init; }
}
