namespace Deckle.Stores;

/// <summary>The errors of reading and writing files.</summary>
public static class FileErrors
{
    public static DeckleException NotFound(string path) =>
        new("file-not-found", $"'{path}' does not exist", "check the spelling; paths are relative to the folder the command runs in");

    public static DeckleException NotReadable(string path, Exception cause) =>
        new("file-not-readable", $"'{path}' cannot be read: {Reason(cause)}", null, cause);

    public static DeckleException FolderMissing(string path, string folder) =>
        new("output-not-writable", $"'{path}' cannot be written: the folder '{folder}' does not exist", $"make it: mkdir -p '{folder}'");

    public static DeckleException IsFolder(string path) =>
        new("output-not-writable", $"'{path}' cannot be written: it is a folder", "give the path of a file");

    public static DeckleException ReadOnly(string path) =>
        new("output-not-writable", $"'{path}' cannot be written: it is read-only", $"allow it: chmod u+w '{path}'");

    public static DeckleException NotWritable(string path, Exception cause) =>
        new("output-not-writable", $"'{path}' cannot be written: {Reason(cause)}", null, cause);

    public static DeckleException DiskFull(string path, Exception cause) =>
        new("disk-full", $"'{path}' cannot be written: no space is left", "free some space; the old file is as it was", cause) { Kind = ErrorKind.Unavailable };

    // .NET names the path in its messages again; what counts is the sentence before it.
    private static string Reason(Exception cause) => cause switch
    {
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "the path is too long",
        _ => cause.Message.Split(" : '")[0],
    };
}
