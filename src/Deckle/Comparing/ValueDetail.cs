namespace Deckle.Comparing;

/// <summary>One place inside a value where expected and actual differ.</summary>
/// <param name="Place"><c>line 3</c>, <c>table 1, row 2 'north', column 'sales'</c>, <c>data[0].x</c>.</param>
/// <param name="Expected">What stands there; null for nothing.</param>
/// <param name="Actual">As <paramref name="Expected"/>.</param>
/// <param name="RelativeError">For numbers, the distance in proportion to the larger one; null for anything else.</param>
public sealed record ValueDetail(string Place, string? Expected, string? Actual, double? RelativeError = null);
