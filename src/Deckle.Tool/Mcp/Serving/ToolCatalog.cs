using Deckle.Tool.Mcp.Runs;
using Deckle.Tool.Mcp.Sessions;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>Every tool there is.</summary>
internal static class ToolCatalog
{
    public static IReadOnlyList<McpTool> All { get; } =
    [
        .. RunTools.All,
        .. ResultTools.All,
        .. KernelTools.All,
        .. SessionTools.All,
    ];
}
