using Deckle.Tool.Compat.Argparse;
using Deckle.Tool.Git;
using Deckle.Tool.Git.Configuring;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>
/// The entries that nbdime's <c>config --enable</c> writes, under its names, so that repositories which are set up for it go on working.
/// <c>deckle git install</c> writes Deckle's own. What other tools need is left alone: nbdime also turns off the prompts of all tools, and
/// its <c>--disable</c> unsets any <c>merge.tool</c>.
/// </summary>
internal static class NbdimeGitEntries
{
    private const string Driver = "jupyternotebook";

    private static readonly Dictionary<string, (string Key, string Value)[]> Entries = new(StringComparer.Ordinal)
    {
        ["git-nbdiffdriver"] = [($"diff.{Driver}.command", "git-nbdiffdriver diff")],
        ["git-nbmergedriver"] = [($"merge.{Driver}.driver", "git-nbmergedriver merge %O %A %B %L %P"), ($"merge.{Driver}.name", "jupyter notebook merge driver")],
        ["git-nbdifftool"] = [("difftool.nbdime.cmd", "git-nbdifftool diff \"$LOCAL\" \"$REMOTE\" \"$BASE\"")],
        ["git-nbmergetool"] = [("mergetool.nbdime.cmd", "git-nbmergetool merge \"$BASE\" \"$LOCAL\" \"$REMOTE\" \"$MERGED\"")],
    };

    /// <summary><c>config</c> of one of the programs.</summary>
    public static int Configure(string program, ParsedArguments parsed)
    {
        if (parsed.Has("enable") == parsed.Has("disable"))
        {
            throw new DeckleException("usage", "one of the arguments --enable --disable is required", $"{program} config --enable");
        }

        InstallScope scope = parsed.Has("system") ? InstallScope.System : parsed.Has("global") ? InstallScope.Global : InstallScope.Local;
        GitRepository? repository = scope == InstallScope.Local ? GitRepository.Find() : null;
        var config = new GitConfig(repository?.Root);
        ConfigEntry[] present = [.. config.List().Where(entry => entry.Scope == GitConfig.Name(scope))];
        (string? attribute, string? tool) = program switch
        {
            "git-nbdiffdriver" => ("diff", (string?)null),
            "git-nbmergedriver" => ("merge", null),
            "git-nbdifftool" => (null, "diff.guitool"),
            _ => (null, "merge.tool"),
        };
        if (parsed.Has("enable"))
        {
            foreach ((string key, string value) in Entries[program])
            {
                config.Set(scope, key, value);
            }

            if (tool is not null && parsed.Has("set_default"))
            {
                config.Set(scope, tool, "nbdime");
            }

            if (attribute is not null)
            {
                AddAttribute(scope, repository, attribute);
            }

            return ExitCodes.Done;
        }

        foreach ((string key, _) in Entries[program].Where(entry => present.Any(found => found.Key == entry.Key)))
        {
            config.Unset(scope, key);
        }

        if (tool is not null && present.Any(found => found.Key == tool && found.Value == "nbdime"))
        {
            config.Unset(scope, tool);
        }

        return ExitCodes.Done;
    }

    // In a repository the file that is committed, as nbdime does.
    private static void AddAttribute(InstallScope scope, GitRepository? repository, string attribute)
    {
        AttributesFile file = AttributesFile.Read(repository is null ? AttributeFiles.Of(scope, null) : Path.Combine(repository.Root, ".gitattributes"));
        if (!file.Lines.Any(line => line.Given("*.ipynb", attribute) == Driver))
        {
            file.WithText($"{(file.Lines.Count > 0 ? "\n" : "")}*.ipynb\t{attribute}={Driver}\n").Write();
        }
    }
}
