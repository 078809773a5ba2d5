namespace Deckle.Tool.Running;

/// <summary>Whether a run's kernel is forked from a warm process.</summary>
internal enum WarmUse
{
    /// <summary>Where a fork server runs already; nothing is started or said otherwise.</summary>
    Ready,

    /// <summary>Where that is possible; a fork server is started when there is none.</summary>
    Auto,

    /// <summary>The same, and a cold start is a warning.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}
