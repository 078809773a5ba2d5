using Deckle.Tool.Git;
using Deckle.Tool.Git.Configuring;

namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>Writes nbstripout's filter into git's configuration and attributes, and removes it.</summary>
/// <param name="attributes">The file of attributes; null for the scope's own.</param>
internal sealed class NbstripoutInstall(GitScope scope, string? attributes)
{
    private static readonly (string Pattern, string Attribute, string Value)[] Entries =
        [("*.ipynb", "filter", "nbstripout"), ("*.zpln", "filter", "nbstripout"), ("*.ipynb", "diff", "ipynb")];

    private static readonly string[] Keys = ["filter.nbstripout.clean", "filter.nbstripout.smudge", "filter.nbstripout.required"];

    private const string TextConversion = "diff.ipynb.textconv";

    /// <param name="command">What git is to call.</param>
    public int Install(string command) => Guard("Installation failed", () =>
    {
        AttributesFile? file = Attributes();
        IReadOnlyList<AttributeLine> lines = file?.Lines ?? [];
        if (lines.FirstOrDefault(IsTaken) is { } taken)
        {
            return Fail($"Installation failed: {file!.Path} gives notebooks another filter: {taken.Shown}");
        }

        foreach ((string key, string value) in Keys.Append(TextConversion).Zip([command, "cat", "true", $"{command} -t"]))
        {
            if (scope.Config(key, value) is { IsGood: false } result)
            {
                return NotConfigured(result);
            }
        }

        string[] missing = [.. Entries.Where(entry => !lines.Any(line => line.Given(entry.Pattern, entry.Attribute) is not null)).Select(Line)];
        if (missing.Length > 0)
        {
            file!.WithText(string.Concat(missing.Prepend(lines.Count > 0 ? "\n" : ""))).Write();
        }

        return ExitCodes.Done;
    });

    public int Uninstall() => Guard("Uninstall failed", () =>
    {
        foreach (string key in Keys)
        {
            scope.Config("--unset-all", key);
        }

        // Only what nbstripout set; the section may hold more, or be somebody else's.
        scope.Config("--unset-all", TextConversion, "nbstripout");
        if (Attributes() is not { } file)
        {
            return Fail("Uninstall failed: not a git repository!");
        }

        AttributeLine[] kept = [.. file.Lines.Where(line => !Entries.Any(entry => line.Text.TrimEnd() == Line(entry).TrimEnd()))];
        if (kept.Length < file.Lines.Count)
        {
            (file with { Lines = kept }).Write();
        }

        return ExitCodes.Done;
    });

    private AttributesFile? Attributes() => AttributesPath() is { } path ? AttributesFile.Read(path) : null;

    private string? AttributesPath() => attributes is null ? scope.AttributesPath() : AttributeFiles.AtHome(attributes);

    // Git takes one filter for a file. nbstripout leaves another one, and says that it is installed.
    private static bool IsTaken(AttributeLine line) => line.Given("*.ipynb", "filter") is { } filter && filter != "nbstripout";

    private static string Line((string Pattern, string Attribute, string Value) entry) => $"{entry.Pattern} {entry.Attribute}={entry.Value}\n";

    private static int NotConfigured(GitResult result)
    {
        Console.Error.Write(result.Error);
        return Fail(GitProgram.Run(null, ["rev-parse", "--git-dir"]).IsGood ? "Installation failed: git could not write its configuration!" : "Installation failed: not a git repository!");
    }

    private int Guard(string failure, Func<int> body)
    {
        try
        {
            return body();
        }
        catch (DeckleException e) when (e.Code == "git-missing")
        {
            return Fail($"{failure}: git is not on path!");
        }
        catch (DeckleException)
        {
            int code = Fail($"{failure}: could not write to {AttributesPath()}");
            return scope == GitScope.Global ? Fail("Did you forget to sudo?") : code;
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCodes.BadNews;
    }
}
