using Deckle.Json;

namespace Deckle.Tool.Mcp.Prompts;

/// <summary>A job that users give agents often, worded so that it goes by the tools here.</summary>
/// <param name="Text">The first message, from the arguments.</param>
internal sealed record McpPrompt(string Name, string Title, string Description, IReadOnlyList<PromptParameter> Arguments, Func<JsonObject, string> Text);
