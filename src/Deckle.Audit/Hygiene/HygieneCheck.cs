namespace Deckle.Audit.Hygiene;

/// <summary>A rule with its options set. Pure: bytes in, findings out. A rule has something to say in one of the two places.</summary>
public abstract class HygieneCheck
{
    /// <summary>What is to be said about one file.</summary>
    public virtual HygieneReport Check(HygieneFile file, HygieneContext context) => HygieneReport.Clean;

    /// <summary>What is to be said once, about the repository.</summary>
    /// <param name="paths">The files that are checked.</param>
    public virtual HygieneReport CheckRepository(IReadOnlyCollection<string> paths, HygieneContext context) => HygieneReport.Clean;
}
