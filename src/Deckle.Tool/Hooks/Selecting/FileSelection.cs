namespace Deckle.Tool.Hooks.Selecting;

/// <summary>The files that are checked, and what of them.</summary>
/// <param name="Files">Each path once, in git's order.</param>
internal sealed record FileSelection(IReadOnlyList<CheckedFile> Files)
{
    /// <summary>Those that are new, by the same comparison.</summary>
    public IReadOnlySet<string> Added { get; init; } = new HashSet<string>();

    /// <summary>
    /// The commit that the stored files belong to, so that the work tree can be compared with it; null for the index.
    /// Of no meaning where the work tree is checked.
    /// </summary>
    public string? Commit { get; init; }

    /// <summary>Whether what git has stored is checked, and not the work tree.</summary>
    public bool IsStored { get; init; }

    /// <summary>What a user should know of the choice.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
