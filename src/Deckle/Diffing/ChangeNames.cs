namespace Deckle.Diffing;

/// <summary>What kinds of change are called in JSON.</summary>
internal static class ChangeNames
{
    public static string Of(CellChangeKind kind) => kind switch
    {
        CellChangeKind.Unchanged => "unchanged",
        CellChangeKind.Modified => "modified",
        CellChangeKind.Added => "added",
        CellChangeKind.Removed => "removed",
        CellChangeKind.MovedAway => "moved_away",
        CellChangeKind.MovedHere => "moved_here",
        CellChangeKind.SplitOff => "split_off",
        CellChangeKind.JoinedInto => "joined_into",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The kind of a name; null for a name that is none.</summary>
    public static CellChangeKind? Find(string? name)
    {
        foreach (CellChangeKind kind in Enum.GetValues<CellChangeKind>())
        {
            if (Of(kind) == name)
            {
                return kind;
            }
        }

        return null;
    }
}
