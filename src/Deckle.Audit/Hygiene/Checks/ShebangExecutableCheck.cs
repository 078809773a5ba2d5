namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A tracked file with a shebang may be executed, by git's index.</summary>
internal sealed class ShebangExecutableCheck : HygieneCheck
{
    public const string Id = "check-shebang-scripts-are-executable";

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new ShebangExecutableCheck();
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        if (file.IsExecutableInIndex is not false || !file.Content.Span.StartsWith("#!"u8))
        {
            return HygieneReport.Clean;
        }

        string name = ShellQuoting.Quote(file.Path);
        string message = string.Join(
            '\n',
            $"{file.Path}: has a shebang but is not marked executable!",
            $"  If it is supposed to be executable, try: `chmod +x {name}`",
            $"  If on Windows, you may also need to: `git add --chmod=+x {name}`",
            "  If it is not supposed to be executable, double-check its shebang is wanted.");
        return new([new Finding(Id, file.Path, message) { Line = 1 }]);
    }
}
