namespace Deckle.Stores;

/// <summary>The errors of reading and writing by address.</summary>
public static class StoreErrors
{
    // POSIX errno of "No space left on device" and "Disk quota exceeded"; .NET keeps them in HResult.
    private const int NoSpace = 28;
    private const int Quota = 122;

    public static DeckleException InputMissing(string path) =>
        new("input-not-found", $"there is no file {(path.Length == 0 ? "without a name" : path)}", "check the path; relative ones start at the folder you are in");

    public static DeckleException InputIsFolder(string path) =>
        new("input-is-folder", $"{path} is a folder, not a file", "name a file in it");

    public static DeckleException InputUnreadable(string path, string why) =>
        new("input-not-readable", $"{path} cannot be read: {why}", "check who may read it: ls -l");

    public static DeckleException NoName() => new("output-no-name", "cannot write a file without a name", "name the file; an empty variable in a script is a usual cause");

    public static DeckleException IsFolder(string path) =>
        new("output-is-folder", $"cannot write {path}: it is a folder", "name a file in it");

    public static DeckleException FolderIsFile(string path, string folder) =>
        new("output-no-folder", $"cannot write {path}: {folder} is a file, not a folder", "choose another place");

    /// <summary>An error of the file system as the user should see it; null for one that is not the file system's.</summary>
    public static DeckleException? From(Exception cause, string path) => cause switch
    {
        DirectoryNotFoundException => new DeckleException(
            "output-no-folder", $"cannot write {path}: its folder does not exist", $"make it: mkdir -p {Path.GetDirectoryName(Path.GetFullPath(path))}", cause),
        UnauthorizedAccessException => new DeckleException(
            "output-not-writable", $"cannot write {path}: permission denied", "write to a folder of your own, or change its permissions", cause),
        IOException e when (e.HResult & 0xFFFF) is NoSpace or Quota => new DeckleException(
            "output-disk-full", $"cannot write {path}: no space left", "free some space; the old file is untouched", cause)
        {
            Kind = ErrorKind.Unavailable,
        },
        IOException e => new DeckleException("output-not-writable", $"cannot write {path}: {Reason(e)}", "check the place and its permissions", cause),
        ArgumentException when path.Length == 0 => NoName(),
        _ => null,
    };

    // .NET adds the path it worked with, which may be that of a file of ours beside it: Read-only file system : '/runs/.deckle-7.probe'
    private static string Reason(IOException e) => e.Message.Split(" : '")[0];
}
