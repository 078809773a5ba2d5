using Deckle.Exporting;
using Deckle.Stores;

namespace Deckle.Tool.Exporting;

/// <summary>Writes a document and its files: all of them, or on an error none that was not there before.</summary>
internal static class DocumentWriter
{
    /// <param name="path">Of the document; <c>-</c> for stdout, where its files cannot follow.</param>
    /// <exception cref="DeckleException">A place cannot be written.</exception>
    public static void Write(string path, ExportedDocument document)
    {
        if (path == NotebookPaths.Stdin)
        {
            NotebookPaths.Write(path, document.Content);
            return;
        }

        AtomicFile.Prepare(path, createFolder: true);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var added = new List<string>();
        try
        {
            foreach (ExportedFile file in document.Files)
            {
                string place = Path.Combine(folder, file.Name);
                bool isNew = !File.Exists(place);
                AtomicFile.Prepare(place, createFolder: true);
                AtomicFile.Write(place, file.Content.Span);
                added.AddRange(isNew ? [place] : []);
            }

            // The document comes last: whoever sees it finds its images.
            AtomicFile.Write(path, document.Content.Span);
        }
        catch (DeckleException)
        {
            added.ForEach(File.Delete);
            throw;
        }
    }
}
