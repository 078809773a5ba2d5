using Deckle.Kernels.Specs;
using Deckle.Stores;

namespace Deckle.Tool.Serving;

/// <summary>
/// The files that a server hands out: those of its command line, under the names they have there, and what lies in a folder, by paths
/// inside it. Nothing else of the machine, and no address of another.
/// </summary>
internal sealed class ServedFiles
{
    // What nbdime's clients name for a side that does not exist.
    private const string Missing = "/dev/null";

    private readonly string root;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> given;

    /// <param name="folder">The folder.</param>
    /// <param name="given">Files of the command line by name.</param>
    /// <exception cref="DeckleException"><c>folder-not-found</c>.</exception>
    public ServedFiles(string folder, IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> given)
    {
        root = RealPath.Find(Path.GetFullPath(folder)) is { } real && Directory.Exists(real) ? real : throw Running.RunErrors.NoFolder(folder);
        this.given = new(StringComparer.Ordinal);
        foreach ((string name, ReadOnlyMemory<byte> content) in given)
        {
            this.given.TryAdd(name, content);
        }
    }

    /// <summary>The bytes of a file; null for one that is said not to exist.</summary>
    /// <exception cref="DeckleException"><c>file-not-served</c>.</exception>
    public ReadOnlyMemory<byte>? Read(string name)
    {
        if (given.TryGetValue(name, out ReadOnlyMemory<byte> content))
        {
            return content;
        }

        if (name == Missing)
        {
            return null;
        }

        string path = Inside(name);
        try
        {
            return NotebookInput.Read(path);
        }
        catch (DeckleException)
        {
            // Its own text would tell the folder.
            throw ServerErrors.NotServed(name, "cannot be read");
        }
    }

    private string Inside(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || name.Contains("://", StringComparison.Ordinal) || StoreAddress.Parse(name).IsRemote)
        {
            throw ServerErrors.NotServed(name, "not a path");
        }

        // Absolute paths are refused even inside the folder: a client has no business knowing where that is.
        string path = Path.GetFullPath(Path.Combine(root, name));
        if (Path.IsPathRooted(name) || !IsInside(path) || RealPath.Find(path) is not { } real || !IsInside(real) || !Path.Exists(real))
        {
            throw ServerErrors.NotServed(name, "not a file inside the working folder");
        }

        return real;
    }

    private bool IsInside(string path) => path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);
}
