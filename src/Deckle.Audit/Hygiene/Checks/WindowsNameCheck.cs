using System.Text.RegularExpressions;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A name that Windows can have: no device, no character that is a sign there, no dot or space at an end.</summary>
internal sealed partial class WindowsNameCheck : HygieneCheck
{
    public const string Id = "check-illegal-windows-names";

    // Arguments are only printed by the original.
    public static HygieneCheck Create(IReadOnlyList<string> arguments) => new WindowsNameCheck();

    public override HygieneReport Check(HygieneFile file, HygieneContext context) =>
        Illegal().IsMatch(file.Path)
            ? new([new Finding(Id, file.Path, $"Illegal Windows filenames detected: {file.Path}")])
            : HygieneReport.Clean;

    [GeneratedRegex(@"(^|/)(CON|PRN|AUX|NUL|(COM|LPT)[\d¹²³])(\.|/|$)|[<>:""\\|?*\x00-\x1F]|[.\s](/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Illegal();
}
