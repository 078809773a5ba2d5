using System.Text;

namespace Deckle.Exporting;

/// <summary>A notebook in another format.</summary>
/// <param name="Content">The document itself.</param>
/// <param name="Files">What it refers to: images and attachments.</param>
public sealed record ExportedDocument(ReadOnlyMemory<byte> Content, IReadOnlyList<ExportedFile> Files)
{
    public static ExportedDocument OfText(string text, IReadOnlyList<ExportedFile>? files = null) => new(Encoding.UTF8.GetBytes(text), files ?? []);
}
