namespace Deckle.Audit.Hygiene;

/// <summary>What a check has to say about a file.</summary>
/// <param name="Findings">None for a file that passes.</param>
/// <param name="Fix">The file without what was found; null where there is nothing to fix, or only a person can.</param>
public sealed record HygieneReport(IReadOnlyList<Finding> Findings, HygieneFix? Fix = null)
{
    public static HygieneReport Clean { get; } = new([]);

    public bool IsClean => Findings.Count == 0;
}
