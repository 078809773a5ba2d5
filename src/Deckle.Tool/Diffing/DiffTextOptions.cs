namespace Deckle.Tool.Diffing;

/// <summary>How a comparison is written for people.</summary>
internal sealed record DiffTextOptions
{
    public bool UsesColor { get; init; }

    /// <summary>Whether changed words are marked inside lines instead of whole lines being shown twice.</summary>
    public bool ComparesWords { get; init; }

    /// <summary>How many unchanged lines are shown around changed ones.</summary>
    public int Context { get; init; } = 3;
}
