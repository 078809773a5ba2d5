namespace Deckle.Tool.Mcp.Protocol;

/// <summary>The headers of the protocol over HTTP.</summary>
internal static class HeaderNames
{
    public const string Version = "MCP-Protocol-Version";

    /// <summary>In the revisions with sessions.</summary>
    public const string Session = "Mcp-Session-Id";

    /// <summary>In the revisions without: the body's method (SEP-2243).</summary>
    public const string Method = "Mcp-Method";

    /// <summary>In the revisions without: the tool, the prompt or the resource's address (SEP-2243).</summary>
    public const string Name = "Mcp-Name";
}
