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

    /// <summary>The bytes of a file, or of standard input.</summary>
    /// <exception cref="DeckleException"><c>file-not-found</c>, <c>file-not-readable</c>.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            if (path != Stdin)
            {
                return File.ReadAllBytes(path);
            }

            using Stream input = Console.OpenStandardInput();
            using var content = new MemoryStream();
            input.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FileErrors.NotFound(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotReadable(path, e);
        }
    }

    /// <summary>Writes a file, or standard output.</summary>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
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
            notebooks = Directory.GetFiles(folder, "*.ipynb").Order(StringComparer.Ordinal);
            folders = new DirectoryInfo(folder).GetDirectories()
                .Where(child => child.Name[0] != '.' && child.LinkTarget is null)
                .Select(child => Path.Combine(folder, child.Name))
                .Order(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotReadable(folder, e);
        }

        return notebooks.Concat(folders.SelectMany(Below));
    }
}
