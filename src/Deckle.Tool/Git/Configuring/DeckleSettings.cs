namespace Deckle.Tool.Git.Configuring;

/// <summary>All that connects git with Deckle: what <c>install</c> writes, <c>uninstall</c> removes and <c>status</c> reports.</summary>
internal static class DeckleSettings
{
    /// <summary>The driver's name in git's configuration and attributes.</summary>
    public const string Driver = "deckle";

    /// <summary>What git calls us for. <c>clean</c> and <c>smudge</c> are for programs that do not know <c>process</c>.</summary>
    public static IReadOnlyList<ConfigSetting> Config { get; } =
    [
        new("filter.deckle.process", "git filter-process", IsCommand: true, CanBeStrict: true),
        new("filter.deckle.clean", "git clean %f", IsCommand: true, CanBeStrict: true),
        new("filter.deckle.smudge", "git smudge %f", IsCommand: true),
        // Without it git stores a notebook with its outputs, and says nothing, where the program is gone.
        new("filter.deckle.required", "true"),
        new("diff.deckle.textconv", "git textconv", IsCommand: true),
        new("diff.deckle.xfuncname", "^# %% .*"),
        new("merge.deckle.name", "notebooks by cell"),
        // The labels are words of git 2.44; older versions pass them on as they are.
        new("merge.deckle.driver", "git merge-driver %O %A %B %L %P %S %X %Y", IsCommand: true),
        new("difftool.deckle.cmd", "diff --web \"$LOCAL\" \"$REMOTE\"", IsCommand: true),
        new("mergetool.deckle.cmd", "merge --web --out \"$MERGED\" \"$BASE\" \"$LOCAL\" \"$REMOTE\"", IsCommand: true),
        new("mergetool.deckle.trustexitcode", "true"),
    ];

    /// <summary>The files, and the attributes they get, whose value is the driver.</summary>
    public static IReadOnlyDictionary<string, string[]> Attributes { get; } = new Dictionary<string, string[]>
    {
        ["*.ipynb"] = ["filter", "diff", "merge"],
        ["*.zpln"] = ["filter", "diff"],
    };
}
