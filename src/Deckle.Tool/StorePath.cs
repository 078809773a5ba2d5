using Deckle.Stores;

namespace Deckle.Tool;

/// <summary>Paths of files and addresses in stores alike. An address is never bent to this machine's rules for paths.</summary>
internal static class StorePath
{
    public static bool IsRemote(string path) => StoreAddress.LooksRemote(path);

    /// <summary>The one name of a place: a file's full path; an address is its own.</summary>
    public static string Full(string path) => IsRemote(path) ? path : Path.GetFullPath(path);

    /// <summary>A path below a folder; one that stands alone is itself.</summary>
    public static string Join(string folder, string path) =>
        IsRemote(path) ? path : IsRemote(folder) ? $"{folder.TrimEnd('/')}/{path}" : Path.Combine(folder, path);

    /// <summary>The folder that a place is in, as it is written; empty for a bare name.</summary>
    public static string Folder(string path) => IsRemote(path) ? path[..path.LastIndexOf('/')] : Path.GetDirectoryName(path) ?? "";

    /// <summary>The folder on this machine that a notebook lies in; null where it lies on none: in a store, or on stdin.</summary>
    public static string? LocalFolder(string path) =>
        path == NotebookPaths.Stdin || IsRemote(path) ? null : Path.GetDirectoryName(Path.GetFullPath(path));

    /// <summary>The name of a file, without its ending and what follows an address's question mark.</summary>
    public static string Stem(string path) => Path.GetFileNameWithoutExtension(IsRemote(path) ? StoreAddress.Parse(path).Name : path);
}
