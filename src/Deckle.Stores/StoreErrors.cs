using System.Globalization;

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

    public static DeckleException NoFolder(string folder) =>
        new("output-no-folder", $"cannot write into {folder}: there is no such folder", $"make it: mkdir -p {folder}");

    public static DeckleException FolderMoved(string path, string folder) =>
        new("output-folder-moved", $"cannot write {path}: its folder {folder} was moved, replaced or deleted meanwhile", "see what became of the folder; a kernel that may write there can do that")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException FolderIsLink(string path, string folder) =>
        new("output-folder-link", $"cannot write {path}: {folder} is a link, and a sandboxed kernel may have put it there", "delete the link, or make a folder of it");

    public static DeckleException UnknownScheme(string scheme, string? meant, IEnumerable<string> known) =>
        new("store-unknown-scheme", $"there is no kind of store '{scheme}://'", "for a file whose name looks like an address write ./ before it")
        {
            Facts = [.. meant is null ? Array.Empty<(string, string)>() : [("did you mean", $"{meant}://")], ("known", string.Join(", ", known.Select(name => $"{name}://")))],
        };

    public static DeckleException AddressInvalid(string address, string help) =>
        new("store-address-invalid", $"{address} is not a complete address", help);

    public static DeckleException Retired(string address) =>
        new("store-retired", $"{address}: Azure ended Data Lake Storage Gen1 on 29 February 2024", "what was moved to Gen2 is at az://account/container/path");

    public static DeckleException NotFound(StoreAddress address) =>
        new("store-not-found", $"there is no {address}", "check the address; keys are case-sensitive");

    public static DeckleException NoBucket(StoreAddress address)
    {
        bool isAzure = address.Scheme == StoreScheme.Azure;
        string what = isAzure ? $"container '{address.Bucket}' in the account '{address.Account}'" : $"bucket '{address.Bucket}'";
        return new("store-no-bucket", $"there is no {what}: {address}", isAzure ? "check the names, or make the container first" : "check its name, or make the bucket first");
    }

    public static DeckleException Denied(StoreAddress address, int status, string? reason, string? identity) =>
        new("store-denied", $"access to {address} is denied", "check that the credentials are right, still valid, and allowed to do this")
        {
            Facts = [("answer", Answer(status, reason)), .. identity is null ? Array.Empty<(string, string)>() : [("credentials", identity)]],
        };

    /// <param name="searched">Where credentials were looked for.</param>
    public static DeckleException NoCredentials(StoreAddress address, string help, IEnumerable<string> searched) =>
        new("store-no-credentials", $"{address} needs credentials, and there are none", help) { Facts = [("searched", string.Join(", ", searched))] };

    /// <summary>Credentials are set up and cannot be used.</summary>
    public static DeckleException CredentialsInvalid(string source, string why, Exception? cause = null) =>
        new("store-credentials-invalid", $"the credentials in {source} cannot be used: {why}", "correct them, or unset them to use others", cause);

    public static DeckleException EndpointInvalid(string variable) =>
        new("store-address-invalid", $"{variable} is not the address of a server", "write it as https://host:port");

    /// <param name="isGone">Whether it was deleted; else it has another content.</param>
    public static DeckleException Conflict(StoreAddress address, bool isGone) =>
        new("store-conflict", $"{address} was {(isGone ? "deleted" : "changed")} by somebody else meanwhile; it is left as it is", "compare both, then write again or to another place")
        {
            Kind = ErrorKind.Unavailable,
        };

    /// <param name="asked">How long the server asked to wait.</param>
    public static DeckleException Unavailable(StoreAddress address, string host, string why, int attempts, TimeSpan? asked, Exception? cause = null) =>
        new("store-unavailable", $"{address} cannot be reached: {host}: {why}", "check the network and the endpoint, or try again later", cause)
        {
            Facts = [("attempts", attempts.ToString(CultureInfo.InvariantCulture)), .. asked is null ? Array.Empty<(string, string)>() : [("asks to wait", string.Create(CultureInfo.InvariantCulture, $"{asked.Value.TotalSeconds:0} s"))]],
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException Truncated(StoreAddress address, long read, long? size, Exception? cause = null) =>
        new(
            "store-truncated",
            string.Create(CultureInfo.InvariantCulture, $"{address} broke off after {read} of {(size is null ? "unknown many" : size)} bytes"),
            "try again; it may have been replaced while it was read",
            cause)
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException TooLarge(StoreAddress address, long size) =>
        new("store-too-large", string.Create(CultureInfo.InvariantCulture, $"{address} has {size} bytes; no more than 2 GB can be read"), "remove its largest outputs");

    public static DeckleException Refused(StoreAddress address, int status, string? reason) =>
        new("store-refused", $"the server refuses the request for {address}", "check the address and the endpoint") { Facts = [("answer", Answer(status, reason))] };

    public static DeckleException CannotList(StoreAddress address) =>
        new("store-cannot-list", $"{address}: what lies below it cannot be listed", "name a notebook in it");

    /// <summary>What an answer other than success means.</summary>
    /// <param name="reason">The store's own code, such as <c>AccessDenied</c>; null when it gave none.</param>
    /// <param name="identity">Which credentials were used; null for none.</param>
    internal static DeckleException From(StoreAddress address, int status, string? reason, string? identity, Func<DeckleException> noCredentials) => (status, reason) switch
    {
        (404, "NoSuchUpload") => Conflict(address, isGone: false),
        (404, "NoSuchBucket" or "ContainerNotFound" or "ResourceNotFound" or "AccountNotFound") => NoBucket(address),
        (404 or 410, _) => NotFound(address),
        (401 or 403 or 407, _) => identity is null ? noCredentials() : Denied(address, status, reason, identity),
        (400, "ExpiredToken" or "InvalidToken" or "AuthorizationHeaderMalformed" or "invalid_grant") => Denied(address, status, reason, identity),
        (409 or 412, _) => Conflict(address, isGone: false),
        _ => Refused(address, status, reason),
    };

    private static string Answer(int status, string? reason) => reason is null ? status.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{status} {reason}");

    /// <summary>Why a file could not be read, as the user should see it; null for an error that is not the file system's.</summary>
    public static DeckleException? FromReading(Exception cause, string path) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException or ArgumentException => InputMissing(path),
        UnauthorizedAccessException when Directory.Exists(path) => InputIsFolder(path),
        IOException or UnauthorizedAccessException => InputUnreadable(path, cause.Message),
        _ => null,
    };

    /// <summary>Why a file could not be written, as the user should see it; null for an error that is not the file system's.</summary>
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
