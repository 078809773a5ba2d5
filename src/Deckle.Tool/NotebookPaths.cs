using Deckle.Stores;

namespace Deckle.Tool;

/// <summary>The notebooks that paths on the command line mean.</summary>
internal static class NotebookPaths
{
    /// <summary>Standard input.</summary>
    public const string Stdin = "-";

    /// <summary>
    /// Files as they are given, <c>-</c> for standard input, and for a folder its <c>*.ipynb</c> at any depth, in order of their
    /// names. Folders that start with a dot, <c>.ipynb_checkpoints</c> among them, and links to folders are left out.
    /// </summary>
    public static IEnumerable<string> Expand(IEnumerable<string> paths) =>
        paths.SelectMany(path => path != Stdin && Directory.Exists(path) ? Below(path) : [path]);

    /// <summary>Writes a file, or standard output.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (path != Stdin)
        {
            AtomicFile.Write(path, bytes);
            return;
        }

        using Stream output = Console.OpenStandardOutput();
        output.Write(bytes);
    }

    private static IEnumerable<string> Below(string folder)
    {
        IEnumerable<string> notebooks;
        IEnumerable<string> folders;
        try
        {
            var here = new DirectoryInfo(folder);
            notebooks = Names(here.GetFiles("*.ipynb"), folder);
            folders = Names(here.GetDirectories().Where(child => child.Name[0] != '.' && child.LinkTarget is null), folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.InputUnreadable(folder, e.Message);
        }

        return notebooks.Concat(folders.SelectMany(Below));
    }

    // What stands in the current folder is shown by its name alone.
    private static string[] Names(IEnumerable<FileSystemInfo> children, string folder) =>
        [.. children.Select(child => folder == "." ? child.Name : Path.Combine(folder, child.Name)).Order(StringComparer.Ordinal)];
}
