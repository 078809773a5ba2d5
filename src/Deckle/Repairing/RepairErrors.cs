namespace Deckle.Repairing;

/// <summary>The errors of repairing files.</summary>
public static class RepairErrors
{
    private const int MaxShown = 20;

    /// <param name="reasons">What stands in the way.</param>
    /// <param name="side">The side of a merge it is about; null for the whole file.</param>
    public static DeckleException NotPossible(IReadOnlyList<TextRepair> reasons, string? side = null) =>
        new("fix-not-possible", $"the file cannot be repaired without losing or guessing something{(side is null ? "" : $" (the side '{side}' of its conflicts)")}", "put right in an editor what is listed, or restore the file from version control")
        {
            Kind = ErrorKind.BadNews,
            Facts = [.. reasons.Take(MaxShown).Select(reason => (reason.Line > 0 ? $"line {reason.Line}" : "file", reason.Message)), .. More(reasons.Count - MaxShown)],
        };

    private static IEnumerable<(string Label, string Text)> More(int count) => count > 0 ? [("and", $"{count} more")] : [];
}
