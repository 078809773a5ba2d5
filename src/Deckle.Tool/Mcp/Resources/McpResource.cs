namespace Deckle.Tool.Mcp.Resources;

/// <summary>What a client may read, or the template of such addresses.</summary>
internal sealed record McpResource(string Uri, string Name, string Description, string MimeType);
