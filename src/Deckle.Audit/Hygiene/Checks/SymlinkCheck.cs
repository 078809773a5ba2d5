namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A symlink points to something.</summary>
internal sealed class SymlinkCheck : HygieneCheck
{
    public const string Id = "check-symlinks";

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new SymlinkCheck();
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context) =>
        file.IsBrokenSymlink ? new([new Finding(Id, file.Path, $"{file.Path}: Broken symlink")]) : HygieneReport.Clean;
}
