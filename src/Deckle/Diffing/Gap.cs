namespace Deckle.Diffing;

/// <summary>A stretch of cells on each side, ends excluded.</summary>
internal readonly record struct Gap(int BeforeStart, int BeforeEnd, int AfterStart, int AfterEnd)
{
    public int BeforeCount => BeforeEnd - BeforeStart;

    public int AfterCount => AfterEnd - AfterStart;

    /// <summary>Whether a side has no cell.</summary>
    public bool IsOneSided => BeforeCount == 0 || AfterCount == 0;
}
