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

        if (StorePath.IsRemote(path))
        {
            WriteRemote(path, document);
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

    // The document comes last here too. Images of one that could not be written stay: they are named by it, so the next try replaces them.
    private static void WriteRemote(string path, ExportedDocument document)
    {
        string folder = path[..(path.LastIndexOf('/') + 1)];
        foreach (ExportedFile file in document.Files)
        {
            NotebookPaths.Write(folder + file.Name, file.Content);
        }

        NotebookPaths.Write(path, document.Content);
    }
}
