namespace Deckle.Comparing;

/// <summary>How far apart two numbers may be.</summary>
internal readonly record struct Tolerance(double Relative, double Absolute)
{
    public static Tolerance Of(CompareOptions options) => new(options.Rtol, options.Atol);

    public bool IsNone => Relative <= 0 && Absolute <= 0;

    // numpy.isclose takes the second number's size; the larger one makes it symmetric, and passes whatever numpy passes.
    public bool Allows(double one, double other) =>
        one.Equals(other)
        || Math.Abs(one - other) <= Absolute + (Relative * Math.Max(Math.Abs(one), Math.Abs(other)) is var part && double.IsFinite(part) ? part : 0)
        && double.IsFinite(one) && double.IsFinite(other);

    public static double RelativeError(double expected, double actual) =>
        expected.Equals(actual) ? 0 : Math.Abs(expected - actual) / Math.Max(Math.Abs(expected), Math.Abs(actual));
}
