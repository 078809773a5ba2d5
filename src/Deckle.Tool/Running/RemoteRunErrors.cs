using Deckle.Stores;

namespace Deckle.Tool.Running;

/// <summary>The errors of asking for a run on a server.</summary>
internal static class RemoteRunErrors
{
    public static DeckleException WithoutServer(string option) => new("usage", $"{option} belongs to --server and --hub", "name the server with --server URL or the hub with --hub URL, or leave it out");

    public static DeckleException WithoutHub(string option) => new("usage", $"{option} belongs to --hub", "name the hub with --hub URL, or leave it out");

    public static DeckleException ServerAndHub() => new("usage", "--server and --hub are two places", "give one of them");

    public static DeckleException NotThere(string option, string instead) => new("usage", $"{option}: for kernels of this machine, not of a server", instead);

    public static DeckleException TwoTokens() => new("usage", "--token and --token-file are two tokens", "give one of them");

    public static DeckleException OddToken() => new("usage", "the server's token has line ends or other characters in it that no token has", "give the token alone");

    public static DeckleException Outside(string path) => new("usage", $"{path}: only paths below the server's folder can be meant", "leave out '.' and '..'");

    public static DeckleException DownloadsToStore(string folder) =>
        new("usage", $"--download writes files of this machine, and the outputs go to {folder}", "write to a folder with --output-dir, or leave --download out and let cells put their files into the store");

    public static DeckleException NoUpload(string path) => new("upload-not-found", $"there is no file or folder {path} to upload", "give one with --upload");

    public static DeckleException NoDownload(string pattern, string server) =>
        new("download-not-found", $"no file on {server} matches {pattern}", "check the pattern: it starts at the kernel's working folder")
        {
            Kind = ErrorKind.BadNews,
        };

    /// <summary>What reading gives, or the error with the file's name.</summary>
    public static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (StoreErrors.FromReading(e, path) is { } error)
        {
            throw error;
        }
    }
}
