using Deckle.Json;

namespace Deckle.Merging;

/// <summary>What one side did at one place of a list.</summary>
/// <param name="Removed">Items of the list before the change.</param>
/// <param name="Added">What stands there instead.</param>
internal sealed record ListChange(ItemRange Removed, JsonValue[] Added)
{
    public bool Removes(int item) => Removed.Start <= item && item < Removed.End;

    /// <summary>
    /// Whether the other side's change cannot be had too: it puts something else in the same place, or changes items that this one
    /// changes, not only removes.
    /// </summary>
    public bool Contradicts(ListChange other)
    {
        if ((Added.Length == 0 && other.Added.Length == 0) || (Removed == other.Removed && Added.SequenceEqual(other.Added)))
        {
            return false;
        }

        bool isSamePlace = Removed.Start == other.Removed.Start && Added.Length > 0 && other.Added.Length > 0;
        return isSamePlace || (Removed.Start < other.Removed.End && other.Removed.Start < Removed.End);
    }
}
