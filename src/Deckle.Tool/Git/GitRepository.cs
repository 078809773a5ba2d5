namespace Deckle.Tool.Git;

/// <summary>A repository with its work tree, asked through git itself.</summary>
/// <param name="Root">The top of the work tree.</param>
internal sealed record GitRepository(string Root)
{
    /// <summary>The repository a folder belongs to.</summary>
    /// <param name="folder">Null for the current folder.</param>
    /// <exception cref="DeckleException"><c>git-missing</c>, <c>git-no-repository</c>, <c>git-failed</c>.</exception>
    public static GitRepository Find(string? folder = null)
    {
        GitResult result = GitProgram.Run(folder, ["rev-parse", "--show-toplevel"]);
        if (result is { IsGood: true, Text: { Length: > 0 } root })
        {
            return new GitRepository(root);
        }

        // A repository of another user, or without a work tree, is there, and git says what is the matter with it.
        throw result.Error.Contains("not a git repository", StringComparison.Ordinal)
            ? GitErrors.NoRepository(Path.GetFullPath(folder ?? "."))
            : GitErrors.Failed("find the work tree", result);
    }

    /// <summary>Where a file of git's own lies, such as <c>info/attributes</c> or <c>hooks</c>; right in worktrees and submodules too.</summary>
    public string GitPath(string name) => Path.GetFullPath(Need($"find git's {name}", "rev-parse", "--git-path", name).Text, Root);

    public GitResult Run(params IEnumerable<string> arguments) => GitProgram.Run(Root, arguments);

    /// <inheritdoc cref="GitProgram.Need"/>
    public GitResult Need(string what, params IEnumerable<string> arguments) => GitProgram.Need(what, Root, arguments);
}
