namespace Deckle.Comparing;

/// <summary>How much of a difference is shown.</summary>
public sealed record DifferenceTextOptions
{
    public static DifferenceTextOptions Default { get; } = new();

    /// <summary>Lines that did not change, around those that did.</summary>
    public int ContextLines { get; init; } = 3;

    /// <summary>The most lines of one difference.</summary>
    public int MostLines { get; init; } = 100;

    /// <summary>The most places that are named one by one.</summary>
    public int MostDetails { get; init; } = 20;

    /// <summary>The most characters of a line; of a longer one the part around the first difference is shown.</summary>
    public int MostWidth { get; init; } = 300;
}
