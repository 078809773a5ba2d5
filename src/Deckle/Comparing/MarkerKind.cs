namespace Deckle.Comparing;

/// <summary>What a marker sets, as nbval calls it; of each kind a cell has at most one value.</summary>
internal enum MarkerKind
{
    Check,
    CheckException,
    Skip,
    Rtol,
    Atol,
    SkipCompare,
    OnlyCompare,
}
