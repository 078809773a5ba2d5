namespace Deckle.Regexes;

/// <summary>How many code points a part of a pattern can match; Python's look-behind needs to know.</summary>
internal readonly record struct MatchWidth(long Least, long Most)
{
    // As in CPython, where a width saturates.
    private const long Unlimited = uint.MaxValue;

    public static MatchWidth None { get; } = new(0, 0);

    public static MatchWidth One { get; } = new(1, 1);

    public bool IsFixed => Least == Most;

    public MatchWidth Then(MatchWidth next) => new(Math.Min(Least + next.Least, Unlimited), Math.Min(Most + next.Most, Unlimited));

    public MatchWidth Or(MatchWidth other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));

    /// <param name="most">Null for no limit.</param>
    public MatchWidth Times(int least, int? most) => new(
        Math.Min(Least * least, Unlimited),
        Most == 0 ? 0 : most is { } times ? Math.Min(Most * times, Unlimited) : Unlimited);
}
