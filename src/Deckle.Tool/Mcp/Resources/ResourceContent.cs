namespace Deckle.Tool.Mcp.Resources;

/// <summary>What stands at an address: text, or bytes.</summary>
internal sealed record ResourceContent(string MimeType, string Text)
{
    /// <summary>Null for text.</summary>
    public byte[]? Blob { get; init; }
}
