namespace Deckle.Merging;

/// <summary>Neighbouring items of a sequence.</summary>
internal readonly record struct ItemRange(int Start, int Length)
{
    public int End => Start + Length;

    public static ItemRange Between(int start, int end) => new(start, end - start);
}
