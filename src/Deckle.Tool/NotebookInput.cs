using Deckle.Stores;

namespace Deckle.Tool;

/// <summary>Notebooks as commands are given them: a path, an address in a store, or <c>-</c> for stdin and stdout.</summary>
internal static class NotebookInput
{
    /// <summary>The bytes of a file, of stdin, or of what lies in a store.</summary>
    /// <exception cref="DeckleException"><c>input-not-found</c>, <c>input-is-folder</c>, <c>input-not-readable</c>, or an error of a store.</exception>
    public static ReadOnlyMemory<byte> Read(string path) => ReadVersion(path).Content;

    /// <summary>The same with the version it has, by which a store knows whether it changed.</summary>
    /// <inheritdoc cref="Read"/>
    public static StoredBytes ReadVersion(string path)
    {
        StoreAddress address = StoreAddress.Parse(path);
        return address.IsRemote ? RemoteStores.Read(address) : new StoredBytes(ReadLocal(address.Key.Length > 0 ? address.Key : path), null);
    }

    public static void WriteToStdout(Notebook notebook, bool finalNewline = true)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(NotebookWriter.Write(notebook, finalNewline));
    }

    private static ReadOnlyMemory<byte> ReadLocal(string path)
    {
        if (path == "-")
        {
            using Stream input = Console.OpenStandardInput();
            using var all = new MemoryStream();
            input.CopyTo(all);
            return all.GetBuffer().AsMemory(0, (int)all.Length);
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (StoreErrors.FromReading(e, path) is { } error)
        {
            throw error;
        }
    }
}
