using Deckle.Stores;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>The notebooks of two folders by their names; of those that have no partner, the ones that are alike are renamed ones.</summary>
internal static class FolderPairs
{
    /// <summary>In the order of the names, read as they are asked for.</summary>
    public static IEnumerable<FilePair> Of(string before, string after)
    {
        SortedSet<string> old = Names(before);
        SortedSet<string> young = Names(after);
        Dictionary<string, Rename> renames = RenameFinder
            .Find(before, [.. old.Except(young)], after, [.. young.Except(old)])
            .ToDictionary(rename => rename.After, StringComparer.Ordinal);
        HashSet<string> gone = [.. renames.Values.Select(rename => rename.Before)];
        foreach (string name in old.Union(young).Order(StringComparer.Ordinal).Where(name => !gone.Contains(name)))
        {
            Rename? rename = renames.GetValueOrDefault(name);
            string partner = rename?.Before ?? name;
            yield return new FilePair(Side(before, partner, old.Contains(partner)), Side(after, name, young.Contains(name)))
            {
                Change = rename is not null ? new FileChange(FileChangeKind.Renamed, rename.Similarity)
                    : !old.Contains(name) ? new FileChange(FileChangeKind.Added)
                    : !young.Contains(name) ? new FileChange(FileChangeKind.Deleted)
                    : FileChange.None,
            };
        }
    }

    private static SortedSet<string> Names(string folder) => new(NotebookPaths.Expand([folder]).Select(path => Relative(folder, path)), StringComparer.Ordinal);

    private static string Relative(string folder, string path) =>
        StorePath.IsRemote(folder) ? path[(folder.TrimEnd('/').Length + 1)..] : Path.GetRelativePath(folder, path);

    private static DiffSide Side(string folder, string name, bool isThere)
    {
        string path = StorePath.Join(folder, name);
        return isThere ? FilePairs.Read(path) : new DiffSide(StoreAddress.Redact(path), null);
    }
}
