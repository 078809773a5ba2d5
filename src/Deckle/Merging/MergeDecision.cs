using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Merging;

/// <summary>One decision of a merge in nbdime's form.</summary>
public sealed record MergeDecision
{
    /// <summary>The value of the base notebook that the diffs change.</summary>
    public required JsonPath CommonPath { get; init; }

    /// <summary>What is done; with <see cref="IsConflict"/> the best guess.</summary>
    public required MergeAction Action { get; init; }

    /// <summary>Whether the changes contradict each other.</summary>
    public bool IsConflict { get; init; }

    public Diff LocalDiff { get; init; } = Diff.Empty;

    public Diff RemoteDiff { get; init; } = Diff.Empty;

    /// <summary>What is done with <see cref="MergeAction.Custom"/>.</summary>
    public Diff? CustomDiff { get; init; }

    /// <summary>How the cells that both sides added differ; null where they added none that are alike.</summary>
    public Diff? SimilarInsert { get; init; }
}
