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
    /// A remote address that ends with a slash, or is a whole bucket, is a folder too.
    /// </summary>
    /// <param name="extensions">Of what a folder stands for.</param>
    public static IEnumerable<string> Expand(IEnumerable<string> paths, params string[] extensions) =>
        paths.SelectMany(path => Expand(path, extensions.Length > 0 ? extensions : [".ipynb"]));

    /// <summary>Writes a file, and its folder where it is missing; or something in a store, or standard output.</summary>
    public static void WriteNew(string path, ReadOnlyMemory<byte> bytes)
    {
        if (path != Stdin && !StorePath.IsRemote(path))
        {
            AtomicFile.Prepare(path, createFolder: true);
        }

        Write(path, bytes);
    }

    /// <summary>Writes a file, something in a store, or standard output.</summary>
    /// <param name="replaces">The version that was read; the store refuses to replace another one. Null to write whatever is there.</param>
    public static void Write(string path, ReadOnlyMemory<byte> bytes, string? replaces = null)
    {
        StoreAddress address = StoreAddress.Parse(path);
        switch (address.Scheme)
        {
            case StoreScheme.Stream:
                using (Stream output = Console.OpenStandardOutput())
                {
                    output.Write(bytes.Span);
                }

                break;
            case StoreScheme.File:
                AtomicFile.Write(address.Key, bytes.Span);
                break;
            default:
                RemoteStores.Write(address, bytes, replaces is null ? null : WriteCondition.Unchanged(replaces));
                break;
        }
    }

    private static IEnumerable<string> Expand(string path, string[] extensions)
    {
        StoreAddress address = StoreAddress.Parse(path);
        if (address.IsRemote)
        {
            return address.IsFolder ? Listed(address, extensions) : [path];
        }

        return address.Scheme == StoreScheme.File && Directory.Exists(address.Key) ? Below(address.Key, extensions) : [path];
    }

    private static IEnumerable<string> Listed(StoreAddress folder, string[] extensions) => RemoteStores.For(folder)
        .ListAsync(folder)
        .Where(entry => extensions.Any(end => entry.Address.Name.EndsWith(end, StringComparison.Ordinal)) && !IsHidden(entry.Address.Key[folder.Key.Length..]))
        .Select(entry => entry.Address.Text)
        .ToBlockingEnumerable();

    private static bool IsHidden(string path) => path.StartsWith('.') || path.Contains("/.", StringComparison.Ordinal);

    private static IEnumerable<string> Below(string folder, string[] extensions)
    {
        IEnumerable<string> notebooks;
        IEnumerable<string> folders;
        try
        {
            var here = new DirectoryInfo(folder);
            notebooks = Names(extensions.SelectMany(end => here.GetFiles($"*{end}")), folder);
            folders = Names(here.GetDirectories().Where(child => child.Name[0] != '.' && child.LinkTarget is null), folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.InputUnreadable(folder, e.Message);
        }

        return notebooks.Concat(folders.SelectMany(child => Below(child, extensions)));
    }

    // What stands in the current folder is shown by its name alone.
    private static string[] Names(IEnumerable<FileSystemInfo> children, string folder) =>
        [.. children.Select(child => folder == "." ? child.Name : Path.Combine(folder, child.Name)).Order(StringComparer.Ordinal)];
}
