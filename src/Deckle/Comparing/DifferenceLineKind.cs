namespace Deckle.Comparing;

/// <summary>What a line of a rendered difference is.</summary>
public enum DifferenceLineKind
{
    /// <summary>What differs: <c>stdout</c>, <c>text/plain, output 2 of 3</c>.</summary>
    Title,

    /// <summary>A sentence about the difference, such as one cell of a table.</summary>
    Detail,

    /// <summary>A line that both sides have.</summary>
    Context,

    /// <summary>A line of the expected output.</summary>
    Expected,

    /// <summary>A line of the actual output.</summary>
    Actual,

    /// <summary>Lines that are left out.</summary>
    Gap,
}
