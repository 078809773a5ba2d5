using Deckle.Json;

namespace Deckle.Kernels.Hub;

/// <summary>
/// A server that is ours, noted in a file that is locked as long as this process lives. A file without a lock is what a killed one left.
/// It holds no token.
/// </summary>
internal sealed class ServerNote : IDisposable
{
    private const string Suffix = ".json";

    private readonly FileStream file;
    private readonly string path;

    private ServerNote(FileStream file, string path, Uri hub, string user, string server, IReadOnlyList<string> tokens)
    {
        this.file = file;
        this.path = path;
        (Hub, User, Server, Tokens) = (hub, user, server, tokens);
    }

    public Uri Hub { get; }

    public string User { get; }

    public string Server { get; }

    /// <summary>The ids of the tokens that were made for it, the last two: one replaces the other.</summary>
    public IReadOnlyList<string> Tokens { get; private set; }

    /// <returns>Null when it cannot be noted: a run does not depend on it.</returns>
    public static ServerNote? Write(string folder, Uri hub, string user, string server)
    {
        string path = Path.Combine(folder, server + Suffix);
        string hidden = $"{path}.new";
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            // Locked before it has the name by which others find it.
            var note = new ServerNote(new FileStream(hidden, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None), path, hub, user, server, []);
            note.Save();
            if (!IsLocked(hidden))
            {
                // Some file systems take locks and forget them: others would see this run as gone.
                File.Delete(hidden);
                note.Dispose();
                return null;
            }

            File.Move(hidden, path);
            return note;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Those whose process is gone, locked by us now.</summary>
    public static IEnumerable<ServerNote> Orphans(string folder)
    {
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, $"*{Suffix}") : [];
        return paths.Select(Open).OfType<ServerNote>();
    }

    public void Add(string token)
    {
        Tokens = [.. Tokens.TakeLast(1), token];
        Save();
    }

    /// <summary>The server is no more.</summary>
    public void Remove()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever finds it finds no server.
        }

        file.Dispose();
    }

    /// <summary>Gives up the lock; the note stays.</summary>
    public void Dispose() => file.Dispose();

    private static bool IsLocked(string path)
    {
        try
        {
            using var again = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static ServerNote? Open(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            if (JsonReader.Read(bytes) is JsonObject note
                && Uri.TryCreate(note.GetText("hub"), UriKind.Absolute, out Uri? hub) && note.GetText("user") is { } user && note.GetText("server") is { } server)
            {
                return new ServerNote(file, path, hub, user, server, [.. (note.Get<JsonArray>("tokens") ?? JsonArray.Empty).OfType<JsonString>().Select(id => id.Text)]);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonSyntaxException)
        {
            // Locked by its owner, or not ours to read.
        }

        file?.Dispose();
        return null;
    }

    private void Save()
    {
        file.SetLength(0);
        file.Write(JsonWriter.ToUtf8(JsonObject.Of(("hub", Hub.ToString()), ("user", User), ("server", Server), ("tokens", JsonArray.From(Tokens))), JsonWriterOptions.Compact));
        file.Flush();
    }
}
