namespace Deckle.Text;

/// <summary>Neighbouring items of one fate.</summary>
/// <param name="Before">The place of the first in the old sequence; where they would stand, for added ones.</param>
/// <param name="After">The place of the first in the new sequence; where they would stand, for removed ones.</param>
public readonly record struct EditRun(EditKind Kind, int Before, int After, int Length);
