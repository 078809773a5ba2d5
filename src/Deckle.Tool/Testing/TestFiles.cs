using Deckle.Stores;

namespace Deckle.Tool.Testing;

/// <summary>Where the files that a test leaves lie: in a folder, under the path of their notebook.</summary>
internal static class TestFiles
{
    /// <param name="notebook">As it was given. What stands outside the current folder keeps its path without what leads there.</param>
    /// <param name="ending">In place of the notebook's own.</param>
    public static string Place(string folder, string notebook, string ending)
    {
        StoreAddress address = StoreAddress.Parse(notebook);
        string path = address.Scheme == StoreScheme.File ? Path.GetRelativePath(".", address.Key) : address.Key;
        IEnumerable<string> parts = path.Split('/').Where(part => part.Length > 0 && part is not ("." or ".."));
        return Path.ChangeExtension(Path.Combine([folder, .. parts]), null) + ending;
    }
}
