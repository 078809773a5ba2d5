using Deckle.Tool.Git.Configuring;

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

    public static DeckleException Protocol(string what) =>
        new("git-protocol", $"this is not git's filter protocol: {what}", "git calls this by itself; to strip a file use: deckle strip FILE") { Kind = ErrorKind.Unavailable };

    /// <param name="scope">Which of git's configurations.</param>
    public static DeckleException ConfigNotWritable(string scope, GitResult result) =>
        new("git-config-not-writable", $"git's {scope} configuration cannot be written: {FirstLine(result)}", "check who may write it; another git command may be writing it now")
        {
            Kind = ErrorKind.Unavailable,
        };

    /// <param name="values">Keys with the values that somebody else gave them.</param>
    public static DeckleException ConfigTaken(IEnumerable<ConfigEntry> values) =>
        new("git-config-taken", "git's configuration has other values where Deckle's would stand; nothing was changed", "remove them, or replace them with --force")
        {
            Facts = [.. values.Select(value => ("found", $"{value.Key} = {value.Value} ({value.File})"))],
        };

    /// <param name="claims">The lines that give notebooks to other filters.</param>
    /// <param name="canMigrate">Whether all of these filters are ones that are replaced with --migrate.</param>
    public static DeckleException FilterTaken(IReadOnlyList<AttributeClaim> claims, bool canMigrate) =>
        new(
            "git-filter-taken",
            $"notebooks already pass through the filter '{claims[0].Value}', and a file passes through one only; nothing was changed",
            canMigrate ? "replace it with --migrate" : "let one of the lines end, or let Deckle's win with --force")
        {
            Facts = [.. claims.Select(claim => ("found", $"{claim.Line} ({claim.Place})"))],
        };

    private static string FirstLine(GitResult result) =>
        result.Error.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? $"git ended with exit code {result.ExitCode}";
}
