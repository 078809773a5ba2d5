namespace Deckle.Tool.Diffing.Operands;

/// <summary>Finds which files of one folder are files of another under a new name: those of which at least half stayed, the most alike first.</summary>
internal static class RenameFinder
{
    // git's defaults: half of the content, and beyond so many pairs it does not look.
    private const int LeastSimilarity = 50;
    private const int MaxFiles = 1000;

    /// <param name="gone">Names in the folder before that are not in the one after.</param>
    /// <param name="come">The other way round.</param>
    public static IEnumerable<Rename> Find(string before, IReadOnlyList<string> gone, string after, IReadOnlyList<string> come)
    {
        if (gone.Count == 0 || come.Count == 0 || (long)gone.Count * come.Count > MaxFiles * MaxFiles)
        {
            return [];
        }

        ContentSketch[] old = [.. gone.Select(name => Sketch(before, name))];
        ContentSketch[] young = [.. come.Select(name => Sketch(after, name))];
        var candidates = new List<(int Before, int After, int Similarity)>();
        for (int i = 0; i < old.Length; i++)
        {
            for (int j = 0; j < young.Length; j++)
            {
                int similarity = old[i].Similarity(young[j]);
                if (similarity >= LeastSimilarity)
                {
                    candidates.Add((i, j, similarity));
                }
            }
        }

        var found = new List<Rename>();
        HashSet<int> usedBefore = [];
        HashSet<int> usedAfter = [];

        // Of pairs that are as much alike, the one with the same file name.
        foreach ((int i, int j, int similarity) in candidates
            .OrderByDescending(pair => pair.Similarity)
            .ThenByDescending(pair => Path.GetFileName(gone[pair.Before]) == Path.GetFileName(come[pair.After])))
        {
            if (!usedBefore.Contains(i) && !usedAfter.Contains(j))
            {
                usedBefore.Add(i);
                usedAfter.Add(j);
                found.Add(new Rename(gone[i], come[j], similarity));
            }
        }

        return found;
    }

    private static ContentSketch Sketch(string folder, string name) => new(NotebookInput.Read(StorePath.Join(folder, name)).Span);
}
