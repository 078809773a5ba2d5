namespace Deckle.Diffing;

/// <summary>How many cells of a comparison changed, and how.</summary>
public sealed record DiffSummary
{
    public int Added { get; init; }

    public int Removed { get; init; }

    public int Moved { get; init; }

    /// <summary>New cells whose source was part of another's.</summary>
    public int Split { get; init; }

    /// <summary>Cells that went into another.</summary>
    public int Joined { get; init; }

    /// <summary>Cells that changed where they are.</summary>
    public int Modified { get; init; }

    /// <summary>Those of <see cref="Modified"/> in which nothing but noise changed.</summary>
    public int OnlyNoise { get; init; }

    public int Unchanged { get; init; }

    public static DiffSummary Of(NotebookDiff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        int Count(CellChangeKind kind) => diff.Cells.Count(cell => cell.Kind == kind);
        return new DiffSummary
        {
            Added = Count(CellChangeKind.Added),
            Removed = Count(CellChangeKind.Removed),
            Moved = Count(CellChangeKind.MovedHere),
            Split = Count(CellChangeKind.SplitOff),
            Joined = Count(CellChangeKind.JoinedInto),
            Modified = Count(CellChangeKind.Modified),
            OnlyNoise = diff.Cells.Count(cell => cell.Kind == CellChangeKind.Modified && NoiseClassifier.Classify(diff, cell) != DiffNoise.None),
            Unchanged = Count(CellChangeKind.Unchanged),
        };
    }
}
