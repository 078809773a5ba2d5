using System.Globalization;

namespace Deckle.Kernels.Hosts;

/// <summary>Which process started which, as <c>/proc</c> tells.</summary>
internal static class ProcessTree
{
    /// <summary>The processes that the children of a process started, and theirs, as far as they are in its process group.</summary>
    public static IReadOnlyList<int> Grandchildren(int id)
    {
        ILookup<int, (int Id, int Group)> children = All().ToLookup(process => process.Parent, process => (process.Id, process.Group));
        var found = new List<int>();
        var open = new Queue<int>(children[id].Select(child => child.Id));
        while (open.TryDequeue(out int parent))
        {
            foreach ((int child, int group) in children[parent])
            {
                open.Enqueue(child);
                if (group == id)
                {
                    found.Add(child);
                }
            }
        }

        return found;
    }

    private static IEnumerable<(int Id, int Parent, int Group)> All()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Stat(folder) is [_, var parent, var group, ..]
                && int.TryParse(parent, CultureInfo.InvariantCulture, out int parentId) && int.TryParse(group, CultureInfo.InvariantCulture, out int groupId))
            {
                yield return (id, parentId, groupId);
            }
        }
    }

    // "1234 (a name) S 1 1234 ...": a name may hold anything.
    private static string[] Stat(string folder)
    {
        try
        {
            string stat = File.ReadAllText($"{folder}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
