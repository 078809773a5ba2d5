using Deckle.Json;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>What a client gets of a call, secrets taken out.</summary>
/// <param name="Blocks">Content behind the text.</param>
internal sealed record ToolOutcome(JsonObject Structured, string Text, IReadOnlyList<JsonObject> Blocks, bool IsError);
