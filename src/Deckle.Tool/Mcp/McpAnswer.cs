using Deckle.Json;

namespace Deckle.Tool.Mcp;

/// <summary>What a tool answers.</summary>
/// <param name="Structured">By the tool's output schema.</param>
internal sealed record McpAnswer(JsonObject Structured)
{
    /// <summary>What a model reads, where that is to be something else than the structured answer as JSON.</summary>
    public string? Text { get; init; }

    /// <summary>Further content beside the text: pictures and links to resources, as the protocol's content blocks.</summary>
    public IReadOnlyList<JsonObject> Blocks { get; init; } = [];
}
