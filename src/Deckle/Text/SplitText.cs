namespace Deckle.Text;

/// <summary>The versions of a file with conflicts.</summary>
/// <param name="Base">What was there before both changes; null where a conflict does not show it.</param>
internal sealed record SplitText(IReadOnlyList<TextConflict> Conflicts, SplitSide Local, SplitSide? Base, SplitSide Remote);
