namespace Deckle.Merging;

/// <summary>Where a cell of a merged notebook comes from: its index in each of the three; null where it is not there.</summary>
public sealed record MergedCell(int? Base, int? Local, int? Remote);
