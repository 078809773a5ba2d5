namespace Deckle.Comparing;

/// <summary>A line of a rendered difference: plain text, without control characters.</summary>
/// <param name="Marked">The parts of the text that differ from the line opposite, in order; empty where all of it does or none.</param>
public sealed record DifferenceLine(DifferenceLineKind Kind, string Text, IReadOnlyList<Range> Marked)
{
    public DifferenceLine(DifferenceLineKind kind, string text)
        : this(kind, text, [])
    {
    }

    /// <summary>The line with its sign: <c>-</c> expected, <c>+</c> actual.</summary>
    public override string ToString() => Kind switch
    {
        DifferenceLineKind.Title => Text,
        DifferenceLineKind.Expected => $"  - {Text}",
        DifferenceLineKind.Actual => $"  + {Text}",
        DifferenceLineKind.Detail => $"  {Text}",
        _ => $"    {Text}",
    };
}
