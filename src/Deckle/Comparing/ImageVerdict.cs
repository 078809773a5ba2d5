namespace Deckle.Comparing;

/// <summary>Whether two images pass as the same.</summary>
/// <param name="Note">A clause that says how they differ: <c>3.2 % of the pixels</c>; may be empty.</param>
public sealed record ImageVerdict(bool AreSame, string Note = "");
