namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A text file that may be executed says what executes it.</summary>
internal sealed class ExecutableShebangCheck : HygieneCheck
{
    public const string Id = "check-executables-have-shebangs";

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new ExecutableShebangCheck();
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        if (!file.IsExecutable || file.Content.Span.StartsWith("#!"u8))
        {
            return HygieneReport.Clean;
        }

        string name = ShellQuoting.Quote(file.Path);
        string message = string.Join(
            '\n',
            $"{file.Path}: marked executable but has no (or invalid) shebang!",
            $"  If it isn't supposed to be executable, try: `chmod -x {name}`",
            $"  If on Windows, you may also need to: `git add --chmod=-x {name}`",
            "  If it is supposed to be executable, double-check its shebang.");
        return new([new Finding(Id, file.Path, message) { Line = 1 }]);
    }
}
