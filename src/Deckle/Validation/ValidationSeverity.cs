namespace Deckle.Validation;

/// <summary>What a finding means for the notebook.</summary>
public enum ValidationSeverity
{
    /// <summary>The notebook breaks its schema: nbformat calls it invalid too.</summary>
    Invalid,

    /// <summary>A missing or duplicate cell id: nbformat's <c>validate</c> replaces it at random and says "valid".</summary>
    Repairable,
}
