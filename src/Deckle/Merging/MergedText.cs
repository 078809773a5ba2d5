namespace Deckle.Merging;

/// <summary>A merged text.</summary>
/// <param name="HasConflict">Whether it shows a contradiction between markers.</param>
public sealed record MergedText(string Text, bool HasConflict);
