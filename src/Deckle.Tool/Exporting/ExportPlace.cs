namespace Deckle.Tool.Exporting;

/// <summary>Where a notebook's document goes, by nbconvert's rules.</summary>
/// <param name="Path">The document; <c>-</c> for stdout.</param>
/// <param name="Name">The document's name without ending, which its images have too.</param>
internal sealed record ExportPlace(string Path, string Name)
{
    /// <param name="extension">The document's ending.</param>
    public static ExportPlace Of(string notebook, string extension, ExportRequest request)
    {
        bool isStdin = notebook == NotebookPaths.Stdin;
        string own = isStdin ? "notebook" : StorePath.Stem(notebook);
        if (request.ToStdout || (isStdin && request.Output is null && request.OutputFolder is null))
        {
            return new(NotebookPaths.Stdin, own);
        }

        if (request.InPlace)
        {
            return new(notebook, own);
        }

        string given = (request.Output ?? "{notebook_name}").Replace("{notebook_name}", own, StringComparison.Ordinal);
        string last = System.IO.Path.GetExtension(extension);
        string name = given.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? given[..^extension.Length] : given;

        // Slides end with .slides.html; who says page.html means page.html.
        bool isWhole = given.EndsWith(last, StringComparison.OrdinalIgnoreCase) && name == given;

        // A notebook beside its own must be told from it.
        bool isCopy = extension == ".ipynb" && request.Output is null && request.OutputFolder is null;
        string file = isWhole ? given : name + (isCopy ? ".nbconvert" : "") + extension;
        bool hasFolder = System.IO.Path.GetFileName(file) != file;
        string folder = request.OutputFolder ?? (hasFolder || isStdin ? "" : StorePath.Folder(notebook));
        return new(StorePath.Join(folder, file), System.IO.Path.GetFileName(name));
    }
}
