using Deckle.Tool.Mcp.Documents;
using Deckle.Tool.Mcp.Reviewing;
using Deckle.Tool.Mcp.Runs;
using Deckle.Tool.Mcp.Sessions;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>Every tool there is.</summary>
internal static class ToolCatalog
{
    public static IReadOnlyList<McpTool> All { get; } =
    [
        .. ReadingTools.All,
        .. WritingTools.All,
        .. ReviewingTools.All,
        .. RunTools.All,
        .. ResultTools.All,
        .. KernelTools.All,
        .. SessionTools.All,
    ];
}
