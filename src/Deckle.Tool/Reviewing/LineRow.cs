namespace Deckle.Tool.Reviewing;

/// <summary>Two lines that stand opposite each other.</summary>
/// <param name="Before">The line's index; null for none.</param>
/// <param name="After">The same.</param>
/// <param name="IsPair">Whether they are two versions of one line.</param>
internal readonly record struct LineRow(int? Before, int? After, bool IsPair);
