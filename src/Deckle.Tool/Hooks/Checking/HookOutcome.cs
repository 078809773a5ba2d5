using Deckle.Audit;

namespace Deckle.Tool.Hooks.Checking;

/// <summary>How a hook ended.</summary>
/// <param name="FileCount">How many files it looked at.</param>
/// <param name="Findings">What it found and did not mend.</param>
internal sealed record HookOutcome(Hook Hook, HookStatus Status, int FileCount, IReadOnlyList<Finding> Findings, IReadOnlyList<HookFix> Fixes)
{
    /// <summary>The files that could be mended and were not.</summary>
    public IReadOnlyList<string> Fixable { get; init; } = [];

    public bool IsModified => Fixes.Any(fix => fix.WhyNot is null);
}
