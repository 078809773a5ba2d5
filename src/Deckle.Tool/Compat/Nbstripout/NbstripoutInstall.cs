using Deckle.Tool.Git;

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
        foreach ((string key, string value) in Keys.Append(TextConversion).Zip([command, "cat", "true", $"{command} -t"]))
        {
            if (scope.Config(key, value) is { IsGood: false } result)
            {
                return NotConfigured(result);
            }
        }

        if (Attributes() is not { } file)
        {
            return Fail("Installation failed: not a git repository!");
        }

        IReadOnlyList<string> lines = file.Lines();
        string[] missing = [.. Entries.Where(entry => !lines.Any(line => AttributesFile.Value(line, entry.Pattern, entry.Attribute) is not null)).Select(Line)];
        if (missing.Length > 0)
        {
            file.Write([.. lines, lines.Count > 0 ? "\n" : "", .. missing]);
        }

        // Git takes one filter for a file. nbstripout leaves another one, and says that it is installed.
        return lines.FirstOrDefault(line => AttributesFile.Value(line, "*.ipynb", "filter") is { } filter && filter != "nbstripout") is { } taken
            ? Fail($"Installation failed: {file.Path} gives notebooks another filter: {taken.Trim()}")
            : ExitCodes.Done;
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

        IReadOnlyList<string> lines = file.Lines();
        string[] kept = [.. lines.Where(line => !Entries.Any(entry => line.TrimEnd() == Line(entry).TrimEnd()))];
        if (kept.Length < lines.Count)
        {
            file.Write(kept);
        }

        return ExitCodes.Done;
    });

    private AttributesFile? Attributes() => attributes is null ? scope.Attributes() : AttributesFile.At(attributes);

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
            int code = Fail($"{failure}: could not write to {Attributes()?.Path}");
            return scope == GitScope.Global ? Fail("Did you forget to sudo?") : code;
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCodes.BadNews;
    }
}
