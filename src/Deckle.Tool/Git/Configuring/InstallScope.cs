namespace Deckle.Tool.Git.Configuring;

/// <summary>Which of git's configurations is written.</summary>
internal enum InstallScope
{
    /// <summary>The repository's own, which all its worktrees share.</summary>
    Local,

    /// <summary>The user's.</summary>
    Global,

    /// <summary>The machine's.</summary>
    System,
}
