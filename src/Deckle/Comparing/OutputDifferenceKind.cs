namespace Deckle.Comparing;

/// <summary>How expected and actual outputs differ under one key.</summary>
public enum OutputDifferenceKind
{
    /// <summary>Only the reference has the key.</summary>
    Missing,

    /// <summary>Only the run has the key.</summary>
    Unexpected,

    /// <summary>Both have the key, not equally often.</summary>
    Count,

    /// <summary>One value differs.</summary>
    Value,
}
