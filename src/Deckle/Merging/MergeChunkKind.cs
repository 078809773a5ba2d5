namespace Deckle.Merging;

/// <summary>What two sides did to a stretch of a sequence.</summary>
public enum MergeChunkKind
{
    Unchanged,

    /// <summary>Only the local side changed it.</summary>
    Local,

    /// <summary>Only the remote side changed it.</summary>
    Remote,

    /// <summary>Both sides have the same there, changed or not.</summary>
    Same,

    /// <summary>Both sides changed it, each its own way.</summary>
    Conflict,
}
