namespace Deckle.Tool.Serving.Merging;

/// <summary>Who changed a piece of a text.</summary>
internal enum SourceChunkKind
{
    Same,
    Local,
    Remote,

    /// <summary>Both sides, the same way.</summary>
    Both,

    /// <summary>Both sides, each its own way.</summary>
    Conflict,
}
