using Deckle.Diffing;

namespace Deckle.Tool.Reviewing;

/// <summary>A comparison of notebooks as the page's parts need it.</summary>
internal sealed class ComparedNotebooks(NotebookDiff diff, ReviewSide before, ReviewSide after, CellAnchors anchors)
{
    private readonly Dictionary<int, DiffNoise> noise = diff.Cells.Where(cell => cell.Kind == CellChangeKind.Modified)
        .ToDictionary(cell => cell.After!.Value, cell => NoiseClassifier.Classify(diff, cell));

    public NotebookDiff Diff { get; } = diff;

    public ReviewSide Before { get; } = before;

    public ReviewSide After { get; } = after;

    public CellAnchors Anchors { get; } = anchors;

    public DiffSummary Summary { get; } = DiffSummary.Of(diff);

    /// <summary>The noise that a cell's change is, and nothing else; none for one that means something.</summary>
    public DiffNoise NoiseOf(CellChange cell) => cell is { Kind: CellChangeKind.Modified, After: { } index } ? noise[index] : DiffNoise.None;
}
