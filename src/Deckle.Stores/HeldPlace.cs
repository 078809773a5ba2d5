using System.Buffers;

namespace Deckle.Stores;

/// <summary>
/// A file's place that was looked up once, in a folder that is held (Linux). A link that is put there later, or on the way there, is replaced
/// and not followed: see <see cref="HeldFolder"/>.
/// </summary>
public sealed class HeldPlace : IDisposable
{
    // Null for a device, which is no file of a folder.
    private readonly HeldFolder? folder;
    private readonly string name;
    private readonly string shown;

    internal HeldPlace(HeldFolder? folder, string name, string shown)
    {
        this.folder = folder;
        this.name = name;
        this.shown = shown;
    }

    /// <summary>Takes hold of a place that can be written; links are followed as they stand now.</summary>
    /// <param name="createFolder">Whether missing folders are made.</param>
    /// <exception cref="DeckleException">What <see cref="AtomicFile.Prepare"/> throws.</exception>
    public static HeldPlace Open(string path, bool createFolder = false)
    {
        AtomicFile.Prepare(path, createFolder);
        string place = AtomicFile.Target(path);
        return AtomicFile.IsDevice(place)
            ? new HeldPlace(null, place, path)
            : new HeldPlace(HeldFolder.Open(Path.GetDirectoryName(place)!), Path.GetFileName(place), path);
    }

    /// <summary>Replaces what stands there, whole or not at all.</summary>
    /// <param name="forceToDisk">Whether the content must outlive a power cut.</param>
    /// <exception cref="DeckleException"><c>output-folder-moved</c>; what <see cref="AtomicFile.Write(string, Action{IBufferWriter{byte}}, bool)"/> throws.</exception>
    public void Write(Action<IBufferWriter<byte>> write, bool forceToDisk = true)
    {
        if (folder is null)
        {
            AtomicFile.Write(name, write, forceToDisk);
            return;
        }

        folder.EnsureHere(shown);
        AtomicFile.Replace($"{folder.Within}/{name}", shown, write, forceToDisk);
    }

    /// <inheritdoc cref="Write(Action{IBufferWriter{byte}}, bool)"/>
    public void Write(ReadOnlySpan<byte> content)
    {
        byte[] copy = content.ToArray();
        Write(output => output.Write(copy));
    }

    /// <summary>Deletes what stands there, a link itself; nothing where there is nothing.</summary>
    /// <exception cref="DeckleException">It cannot be deleted.</exception>
    public void Delete()
    {
        try
        {
            File.Delete(folder is null ? name : $"{folder.Within}/{name}");
        }
        catch (Exception e) when (StoreErrors.From(e, shown) is { } error)
        {
            throw error;
        }
    }

    public void Dispose() => folder?.Dispose();

    internal void Prepare() => AtomicFile.Probe(folder!.Within, $"{folder.Within}/{name}", shown, createFolder: false);
}
