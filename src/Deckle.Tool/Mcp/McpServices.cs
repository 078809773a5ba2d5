using Deckle.Tool.Mcp.Documents;

namespace Deckle.Tool.Mcp;

/// <summary>What the tools of one server share.</summary>
/// <param name="Root">The folder that all paths are confined to; absolute, links resolved.</param>
internal sealed record McpServices(string Root, TimeProvider Time)
{
    public RootFolder Files { get; } = new(Root);

    public NotebookDesk Notebooks { get; } = new(new RootFolder(Root), Time);
}
