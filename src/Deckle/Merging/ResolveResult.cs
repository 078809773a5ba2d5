namespace Deckle.Merging;

/// <summary>A notebook in which conflicts were settled.</summary>
/// <param name="Notebook">Shares with the one that was given what did not change.</param>
/// <param name="Resolved">What was settled, as it stood before.</param>
/// <param name="Remaining">What is still there, as it stands now.</param>
/// <param name="Refused">What could not be settled as was asked, as it stood before: the side is not known, or both cannot be had.</param>
public sealed record ResolveResult(
    Notebook Notebook,
    IReadOnlyList<ConflictPlace> Resolved,
    IReadOnlyList<ConflictPlace> Remaining,
    IReadOnlyList<ConflictPlace> Refused);
