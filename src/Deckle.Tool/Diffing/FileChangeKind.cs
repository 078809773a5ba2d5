namespace Deckle.Tool.Diffing;

/// <summary>What happened to a file as a whole, as git tells it.</summary>
internal enum FileChangeKind
{
    /// <summary>The file is on both sides, whether or not it differs.</summary>
    Modified,

    Added,

    Deleted,

    Renamed,

    Copied,

    /// <summary>A file became a link, or the other way round.</summary>
    TypeChanged,

    /// <summary>The file is in conflict; one of the two versions is compared with their base.</summary>
    Unmerged,
}
