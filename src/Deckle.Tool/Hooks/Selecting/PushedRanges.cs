using Deckle.Tool.Git;

namespace Deckle.Tool.Hooks.Selecting;

/// <summary>What a push would send, from the lines that git gives its pre-push hook on stdin. Bases are found as pre-commit finds them.</summary>
internal static class PushedRanges
{
    /// <param name="remote">Its name, or its address where it has none.</param>
    public static IReadOnlyList<PushedRange> Read(GitRepository repository, string remote, string lines)
    {
        var ranges = new List<PushedRange>();
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.TrimEnd('\r').Split(' ');
            if (words.Length < 4)
            {
                throw HookErrors.BadPushLine(line);
            }

            // The name of what is pushed may be any revision, with spaces in it: HEAD@{1 week ago}.
            string local = words[^3];
            string there = words[^1];
            if (IsNothing(local))
            {
                continue;
            }

            if (!IsNothing(there) && repository.Run("cat-file", "-e", $"{there}^{{commit}}").IsGood)
            {
                ranges.Add(new PushedRange(there, local));
            }
            else if (FirstNew(repository, remote, local) is string first)
            {
                ranges.Add(new PushedRange(repository.Run("rev-parse", "--verify", "--quiet", $"{first}^") is { IsGood: true, Text: var parent } ? parent : null, local));
            }
        }

        return ranges;
    }

    // The oldest commit that no branch of the remote has; null where it has all.
    private static string? FirstNew(GitRepository repository, string remote, string local) =>
        repository.Need("list the commits to push", "rev-list", local, "--topo-order", "--reverse", "--not", $"--remotes={remote}").Text.Split('\n')[0] is { Length: > 0 } first ? first : null;

    private static bool IsNothing(string id) => id.All(digit => digit == '0');
}
