namespace Deckle.Tool.Git.Checking;

/// <summary>What the index holds of a notebook, from good to bad.</summary>
internal enum NotebookState
{
    /// <summary>A pointer of git-lfs, an empty file, or a notebook that the settings leave alone.</summary>
    Other,

    /// <summary>What the filter would store.</summary>
    Clean,

    /// <summary>More than the filter would store: it was added without it, or with other options.</summary>
    Dirty,

    /// <summary>No notebook: the filter lets it through as it is.</summary>
    Broken,
}
