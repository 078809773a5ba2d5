namespace Deckle.Tool.Mcp.Prompts;

/// <summary>What a prompt is given.</summary>
internal sealed record PromptParameter(string Name, string Description, bool IsRequired = true);
