using Deckle.Tool.Git;

namespace Deckle.Tool.Testing;

/// <summary>
/// The notebooks that differ from a commit (<c>--changed</c>): by commits since, in the index, in the work tree, or not yet known to git.
/// </summary>
internal static class ChangedNotebooks
{
    // The branches that a feature branch usually leaves from, best first.
    private static readonly string[] UsualBases = ["@{upstream}", "origin/HEAD", "origin/main", "origin/master", "main", "master"];

    /// <param name="reference">
    /// A branch, tag or commit; compared is with the commit at which HEAD left it. Empty for the branch's upstream, else the usual main
    /// branches, else HEAD itself.
    /// </param>
    /// <returns>Full paths.</returns>
    /// <exception cref="DeckleException"><c>git-missing</c>, <c>git-no-repository</c>, <c>git-failed</c>, <c>test-no-base</c>.</exception>
    public static IReadOnlySet<string> Since(string reference)
    {
        var repository = GitRepository.Find();
        string? start = Base(repository, reference);
        IEnumerable<string> changed = start is null
            ? repository.Need("list the files", "ls-files", "-z").Entries
            : repository.Need("list what changed", "diff", "--name-only", "-z", "--diff-filter=d", "--no-renames", start, "--").Entries;
        IEnumerable<string> added = repository.Need("list new files", "ls-files", "--others", "--exclude-standard", "-z").Entries;
        return changed.Concat(added).Select(path => Path.GetFullPath(path, repository.Root)).ToHashSet(StringComparer.Ordinal);
    }

    /// <returns>Null before the first commit, when everything is new.</returns>
    private static string? Base(GitRepository repository, string reference)
    {
        if (reference.Length == 0)
        {
            return UsualBases.Where(name => Commit(repository, name) is not null).Select(name => Fork(repository, name)).FirstOrDefault() ?? Commit(repository, "HEAD");
        }

        return Commit(repository, reference) is null ? throw TestErrors.NoBase(reference) : Fork(repository, reference);
    }

    // Histories without a common commit are compared as they are.
    private static string Fork(GitRepository repository, string name) =>
        repository.Run("merge-base", name, "HEAD") is { IsGood: true, Text: var commit } ? commit : Commit(repository, name)!;

    private static string? Commit(GitRepository repository, string name) =>
        repository.Run("rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}") is { IsGood: true, Text: var commit } ? commit : null;
}
