namespace Deckle.Tool.Git.Configuring;

/// <summary>One value in git's configuration.</summary>
/// <param name="Scope">As <c>git config --show-scope</c> names it: <c>system</c>, <c>global</c>, <c>local</c>, <c>worktree</c>, <c>command</c>.</param>
/// <param name="Origin">Where it stands, such as <c>file:.git/config</c>.</param>
/// <param name="Key">Section and name in lower case, the part between them as it was written.</param>
internal sealed record ConfigEntry(string Scope, string Origin, string Key, string Value)
{
    /// <summary>The origin as a person reads it: the file alone.</summary>
    public string File => Origin.StartsWith("file:", StringComparison.Ordinal) ? Origin["file:".Length..] : Origin;
}
