namespace Deckle.Stripping;

/// <summary>A stripped notebook.</summary>
/// <param name="Notebook">Shares what did not change; the very same notebook where nothing was to strip.</param>
/// <param name="Findings">What went, in the order of the notebook; empty exactly where nothing changed.</param>
public sealed record StripResult(Notebook Notebook, IReadOnlyList<StripFinding> Findings)
{
    public bool IsChanged => Findings.Count > 0;
}
