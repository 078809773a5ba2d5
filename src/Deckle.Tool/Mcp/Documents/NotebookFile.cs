namespace Deckle.Tool.Mcp.Documents;

/// <summary>A notebook as it stands on disk.</summary>
/// <param name="Path">Absolute, links resolved.</param>
/// <param name="Shown">From the server's folder, as clients know it.</param>
/// <param name="Revision">What a client names to write: another one exactly when a byte is another.</param>
internal sealed record NotebookFile(string Path, string Shown, ReadOnlyMemory<byte> Bytes, Notebook Notebook, string Revision);
