using Deckle.Diffing;

namespace Deckle.Tool.Diffing;

/// <summary>Two sides and how they differ.</summary>
internal sealed record NotebookComparison(DiffSide Before, DiffSide After)
{
    /// <summary>What changed between the notebooks, less what was asked to be ignored; null where a side is no notebook.</summary>
    public NotebookDiff? Diff { get; init; }

    /// <summary>Why they are compared as text: a side that is no notebook; null where both are.</summary>
    public DeckleException? Problem { get; init; }

    /// <summary>Whether anything is left that differs.</summary>
    public bool IsDifferent => Diff is { } diff ? !diff.IsEmpty : !Before.Content.GetValueOrDefault().Span.SequenceEqual(After.Content.GetValueOrDefault().Span);
}
