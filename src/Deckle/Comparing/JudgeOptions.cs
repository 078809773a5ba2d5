namespace Deckle.Comparing;

/// <summary>How cells are judged.</summary>
public sealed record JudgeOptions
{
    public static JudgeOptions Default { get; } = new();

    /// <summary>Whether only cells marked to be checked are compared: <c>--nbval-lax</c>.</summary>
    public bool IsLax { get; init; }

    /// <summary>What counts as a difference; markers of the cell are added.</summary>
    public CompareOptions Compare { get; init; } = CompareOptions.Default;

    /// <summary>Whether a cell before this one timed out, so that a failure is expected.</summary>
    public bool IsAfterTimeout { get; init; }
}
