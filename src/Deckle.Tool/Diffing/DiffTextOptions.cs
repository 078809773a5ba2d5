namespace Deckle.Tool.Diffing;

/// <summary>How a comparison is written for people.</summary>
internal sealed record DiffTextOptions
{
    public bool UsesColor { get; init; }

    /// <summary>Whether changed words are marked inside lines instead of whole lines being shown twice.</summary>
    public bool ComparesWords { get; init; }

    /// <summary>How many unchanged lines are shown around changed ones.</summary>
    public int Context { get; init; } = 3;

    /// <summary>The most lines of one output, and of a value in metadata; what is left out is counted.</summary>
    public int MostOutputLines { get; init; } = 40;

    /// <summary>The most lines of the source of a cell that is new or gone.</summary>
    public int MostCellLines { get; init; } = 400;

    /// <summary>The most characters of a line; of a longer one the part around the first change is shown.</summary>
    public int MostWidth { get; init; } = 2000;

    /// <summary>The same with nothing left out.</summary>
    public DiffTextOptions InFull() => this with { MostOutputLines = int.MaxValue, MostCellLines = int.MaxValue, MostWidth = int.MaxValue };
}
