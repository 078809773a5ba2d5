using Deckle.Merging;

namespace Deckle.Tool.Serving.Merging;

/// <summary>One cell of a merge as the page shows it: its three versions, and what becomes of them unless somebody chooses.</summary>
/// <param name="Base">Null where there is none; so the others.</param>
internal sealed record MergeRow(Cell? Base, Cell? Local, Cell? Remote)
{
    /// <summary>Where its versions stand in their notebooks.</summary>
    public required MergedCell From { get; init; }

    /// <summary>The merged cell without markers.</summary>
    public required Cell Merged { get; init; }

    /// <summary>The merged cell with the markers of its conflicts.</summary>
    public required Cell Marked { get; init; }

    /// <summary>The cells before it that show those of its conflicts that have no text of their own.</summary>
    public IReadOnlyList<Cell> Markers { get; init; } = [];

    public IReadOnlyList<MergeConflict> Conflicts { get; init; } = [];

    /// <summary>Whether the merge takes it out.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Whether the last line of its source has an end: as that side has it that changed it.</summary>
    public bool IsEnded
    {
        get
        {
            bool ancestor = HasEnd(Base);
            return ancestor == HasEnd(Local ?? Base) ? HasEnd(Remote ?? Base) : !ancestor;
        }
    }

    /// <summary>The chunks of its source. A side that has no cell changed nothing.</summary>
    public IReadOnlyList<TextChunk> Chunks => chunks ??= TextMerge.Cut(Base?.Source, (Local ?? Base)?.Source ?? "", (Remote ?? Base)?.Source ?? "");

    private IReadOnlyList<TextChunk>? chunks;

    public Cell? On(ConflictSide side) => side switch
    {
        ConflictSide.Base => Base,
        ConflictSide.Local => Local,
        _ => Remote,
    };

    private static bool HasEnd(Cell? cell) => cell?.Source.EndsWith('\n') == true;
}
