namespace Deckle.Audit.Hygiene.Checks;

/// <summary>No two files or folders differ by case only: file systems that ignore case would mix them up.</summary>
internal sealed class CaseConflictCheck : HygieneCheck
{
    public const string Id = "check-case-conflict";

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new CaseConflictCheck();
    }

    // A conflict between files that were there before is not this commit's fault, and not reported.
    public override HygieneReport CheckRepository(IReadOnlyCollection<string> paths, HygieneContext context)
    {
        HashSet<string> relevant = WithFolders(paths.Concat(context.AddedFiles));
        HashSet<string> others = WithFolders(context.TrackedFiles);
        others.ExceptWith(relevant);

        HashSet<string> lowerRelevant = Lower(relevant);
        HashSet<string> conflicts = Lower(others);
        conflicts.IntersectWith(lowerRelevant);
        conflicts.UnionWith(relevant.GroupBy(path => path.ToLowerInvariant()).Where(same => same.Skip(1).Any()).Select(same => same.Key));

        return new(
        [
            .. others.Concat(relevant)
                .Where(path => conflicts.Contains(path.ToLowerInvariant()))
                .Order(StringComparer.Ordinal)
                .Select(path => new Finding(Id, path, $"Case-insensitivity conflict found: {path}")),
        ]);
    }

    private static HashSet<string> Lower(IEnumerable<string> paths) => [.. paths.Select(path => path.ToLowerInvariant())];

    private static HashSet<string> WithFolders(IEnumerable<string> paths)
    {
        var all = new HashSet<string>();
        foreach (string path in paths)
        {
            all.Add(path);
            for (int slash = path.LastIndexOf('/'); slash >= 0; slash = slash == 0 ? -1 : path.LastIndexOf('/', slash - 1))
            {
                if (!all.Add(path[..slash]))
                {
                    break;
                }
            }
        }

        return all;
    }
}
