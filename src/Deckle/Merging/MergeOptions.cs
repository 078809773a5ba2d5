namespace Deckle.Merging;

/// <summary>How notebooks are merged.</summary>
public sealed record MergeOptions
{
    public MergeStrategy Strategy { get; init; } = MergeStrategy.Inline;

    /// <summary>For sources and attachments; null as <see cref="Strategy"/>.</summary>
    public MergeStrategy? InputStrategy { get; init; }

    /// <summary>For outputs; null as <see cref="Strategy"/>.</summary>
    public MergeStrategy? OutputStrategy { get; init; }

    /// <summary>For metadata of notebook, cells and outputs; null as <see cref="Strategy"/>.</summary>
    public MergeStrategy? MetadataStrategy { get; init; }

    /// <summary>
    /// Whether changes without meaning never contradict anything: execution counts, scrolled and collapsed outputs, and versions of the
    /// kernel. Contradicting counts become null.
    /// </summary>
    public bool IgnoresTransients { get; init; } = true;

    /// <summary>What the sides are called behind markers, such as names of branches.</summary>
    public string LocalLabel { get; init; } = "local";

    public string BaseLabel { get; init; } = "base";

    public string RemoteLabel { get; init; } = "remote";

    /// <summary>How many characters a marker has; git's <c>%L</c>.</summary>
    public int MarkerSize { get; init; } = 7;

    /// <summary>Whether markers show what was there before both changes (git's <c>diff3</c> style).</summary>
    public bool ShowsBase { get; init; }
}
