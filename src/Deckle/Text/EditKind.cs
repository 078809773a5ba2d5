namespace Deckle.Text;

/// <summary>What becomes of a run of items.</summary>
public enum EditKind
{
    Keep,
    Remove,
    Add,
}
