namespace Deckle.Tool.Git;

/// <summary>Errors around git and its repositories.</summary>
internal static class GitErrors
{
    public static DeckleException Missing() =>
        new("git-missing", "git is not on PATH", "install git, or put its folder on PATH") { Kind = ErrorKind.Unavailable };

    public static DeckleException NoRepository(string folder) =>
        new("git-no-repository", $"'{folder}' is not in a git repository", "go to a repository, or make one with `git init`");

    /// <param name="what">What was tried, as it reads after "cannot".</param>
    public static DeckleException Failed(string what, GitResult result) =>
        new("git-failed", $"cannot {what}: {FirstLine(result)}", "git's message above says why") { Kind = ErrorKind.Unavailable };

    private static string FirstLine(GitResult result) =>
        result.Error.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? $"git ended with exit code {result.ExitCode}";
}
