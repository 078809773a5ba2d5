using Deckle.Merging;

namespace Deckle.Repairing;

/// <summary>How broken files are made notebooks again.</summary>
public sealed record FixOptions
{
    /// <summary>How the two sides of conflicts that a merge of text left are merged; labels come from the file's own markers.</summary>
    public MergeOptions Merge { get; init; } = new();

    /// <summary>Makes ids, as in <see cref="NotebookUpgrader.Upgrade"/>; null for ids from content.</summary>
    public Func<string>? NewId { get; init; }
}
