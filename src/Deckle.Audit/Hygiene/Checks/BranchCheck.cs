using System.Text.RegularExpressions;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>Nothing is committed to a protected branch. An unborn branch counts; a detached HEAD is no branch.</summary>
internal sealed class BranchCheck : HygieneCheck
{
    public const string Id = "no-commit-to-branch";

    private const string BranchOption = "-b/--branch";
    private const string PatternOption = "-p/--pattern";

    private readonly IReadOnlyList<string> branches;
    private readonly IReadOnlyList<Regex> patterns;

    private BranchCheck(IReadOnlyList<string> branches, IReadOnlyList<Regex> patterns)
    {
        this.branches = branches;
        this.patterns = patterns;
    }

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments parsed = HygieneArguments.Parse(Id, arguments, options: [BranchOption, PatternOption], takesFiles: false);
        IReadOnlyList<string> branches = parsed.All(BranchOption);

        // As in the original, a pattern does not lift the protection of main and master.
        return new BranchCheck(branches.Count == 0 ? ["master", "main"] : branches, [.. parsed.All(PatternOption).Select(pattern => Compile(parsed, pattern))]);
    }

    public override HygieneReport CheckRepository(IReadOnlyCollection<string> paths, HygieneContext context)
    {
        bool isProtected = context.Branch is string branch && (branches.Contains(branch) || patterns.Any(pattern => pattern.IsMatch(branch)));

        // The original prints nothing, and leaves the committer to guess.
        return isProtected
            ? new([new Finding(Id, "", $"branch '{context.Branch}' is protected; commit to another branch: git switch -c NAME")])
            : HygieneReport.Clean;
    }

    private static Regex Compile(HygieneArguments parsed, string pattern)
    {
        try
        {
            return PythonPattern.Match(pattern);
        }
        catch (RegexParseException e)
        {
            throw parsed.Fail($"argument {PatternOption}: '{pattern}' is no regular expression: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}
