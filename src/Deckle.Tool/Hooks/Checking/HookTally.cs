using Deckle.Audit;
using Deckle.Audit.Hygiene;
using Deckle.Tool.Hooks.Selecting;

namespace Deckle.Tool.Hooks.Checking;

/// <summary>What a hook has seen and found so far.</summary>
internal sealed class HookTally(Hook hook, bool isSkipped)
{
    private readonly List<string> paths = [];
    private readonly List<Finding> findings = [];
    private readonly List<HookFix> fixes = [];
    private readonly List<string> fixable = [];
    private bool isFailed;

    public Hook Hook { get; } = hook;

    public HookOutcome Outcome => new(Hook, Status, paths.Count, findings, fixes) { Fixable = fixable };

    private HookStatus Status => isSkipped ? HookStatus.Skipped
        : paths.Count == 0 && !Hook.AlwaysRuns ? HookStatus.NothingToCheck
        : isFailed ? HookStatus.Failed
        : HookStatus.Passed;

    /// <summary>Whether the hook is for a file, which then counts.</summary>
    public bool Accepts(LoadedFile file)
    {
        if (isSkipped || !Hook.AcceptsName(file.File.Path) || !Hook.AcceptsTags(file.Tags))
        {
            return false;
        }

        paths.Add(file.File.Path);
        return Hook.GetsFiles;
    }

    public HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        HygieneReport report = Hook.Check.Check(file, context);
        isFailed |= report.Findings.Any(finding => finding.Severity == Severity.Error);
        return report;
    }

    public void CheckRepository(HygieneContext context)
    {
        if (!isSkipped && (paths.Count > 0 || Hook.AlwaysRuns))
        {
            HygieneReport report = Hook.Check.CheckRepository(Hook.GetsFiles ? paths : [], context);
            isFailed |= report.Findings.Any(finding => finding.Severity == Severity.Error);
            Add(report);
        }
    }

    public void Add(HygieneReport report)
    {
        findings.AddRange(report.Findings);
        if (report.Fix is not null)
        {
            fixable.Add(report.Findings[0].Path);
        }
    }

    public void Add(HookFix fix) => fixes.Add(fix);
}
