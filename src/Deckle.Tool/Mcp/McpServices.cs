using Deckle.Tool.Mcp.Documents;
using Deckle.Tool.Mcp.Redaction;

namespace Deckle.Tool.Mcp;

/// <summary>What the tools of one server share.</summary>
/// <param name="Root">The folder that all paths are confined to; absolute, links resolved.</param>
/// <param name="Redactor">Takes the secrets out of what clients are told.</param>
internal sealed record McpServices(string Root, TimeProvider Time, EdgeRedactor Redactor)
{
    public RootFolder Files { get; } = new(Root);

    public NotebookDesk Notebooks { get; } = new(new RootFolder(Root), Time, Redactor);
}
