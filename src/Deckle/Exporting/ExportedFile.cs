namespace Deckle.Exporting;

/// <summary>A file beside a document.</summary>
/// <param name="Name">Its path from the document's folder, with slashes: <c>report_files/report_3_0.png</c>.</param>
public sealed record ExportedFile(string Name, ReadOnlyMemory<byte> Content);
