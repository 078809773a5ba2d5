using Deckle.Diffing;

namespace Deckle.Tool.Diffing;

/// <summary>Two sides and how they differ.</summary>
internal sealed record NotebookComparison(DiffSide Before, DiffSide After)
{
    /// <summary>What happened to the file as a whole.</summary>
    public FileChange Change { get; init; } = FileChange.None;

    /// <summary>What changed between the notebooks, less what was asked to be ignored; null where a side is no notebook. A side without content counts as a notebook without cells.</summary>
    public NotebookDiff? Diff { get; init; }

    /// <summary>Why they are compared as text: a side that is no notebook; null where both are.</summary>
    public DeckleException? Problem { get; init; }

    /// <summary>The file's path: the new one where it was renamed.</summary>
    public string Path => After.Content is null ? Before.Path : After.Path;

    /// <summary>Whether anything is left that differs, if only the file's name or mode.</summary>
    public bool IsDifferent => Change.Kind != FileChangeKind.Modified || Before.Mode != After.Mode || HasContentChange;

    /// <summary>Whether the content differs, or is on one side only.</summary>
    public bool HasContentChange =>
        Before.Content is null != After.Content is null
        || (Diff is { } diff ? !diff.IsEmpty : !Before.Content.GetValueOrDefault().Span.SequenceEqual(After.Content.GetValueOrDefault().Span));
}
