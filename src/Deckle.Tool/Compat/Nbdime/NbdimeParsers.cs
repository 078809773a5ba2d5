using Deckle.Tool.Compat.Argparse;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>The command lines of nbdime 4.0.4's programs.</summary>
internal static class NbdimeParsers
{
    private static readonly string[] Strategies = ["inline", "use-base", "use-local", "use-remote"];

    private static readonly Argument[] Generic =
    [
        new("version", "--version") { Help = "Print the version" },
        new("config", "--config") { Help = "Print the settings in force" },
        new("log_level", "--log-level") { Count = ArgumentCount.One, Choices = ["DEBUG", "INFO", "WARN", "ERROR", "CRITICAL"], Help = "How much is told on stderr" },
    ];

    private static readonly Argument[] Printing =
    [
        new("no_color", "--no-color") { Help = "Without colours" },
        new("no_git", "--no-git") { Help = "Taken for compatibility: git is never called to lay out differences" },
        new("no_use_diff", "--no-use-diff") { Help = "Taken for compatibility: diff is never called to lay out differences" },
    ];

    private static readonly Argument[] Web =
    [
        new("port", "-p", "--port") { Count = ArgumentCount.One, Help = "The port to listen on; 0, the default, for any" },
        new("browser", "-b", "--browser") { Count = ArgumentCount.One, Help = "The browser to open" },
        new("persist", "--persist") { Help = "Go on when the page is closed" },
        new("ip", "--ip") { Count = ArgumentCount.One, Help = "The address to listen on, by default 127.0.0.1" },
        new("workdirectory", "-w", "--workdirectory") { Count = ArgumentCount.One, Help = "The folder that paths are relative to" },
        new("base_url", "--base-url") { Count = ArgumentCount.One, Help = "The first part of the page's path, by default /" },
        new("show_unchanged", "--show-unchanged") { Help = "Show unchanged cells from the start" },
        new("identical_lines_margin", "--identical-lines-margin") { Count = ArgumentCount.One, Help = "How many unchanged lines stay around changed ones; -1 for all" },
    ];

    private static readonly Argument[] Merging =
    [
        new("merge_strategy", "--merge-strategy") { Count = ArgumentCount.One, Choices = Strategies, Help = "What becomes of conflicts, by default inline" },
        new("input_strategy", "--input-strategy") { Count = ArgumentCount.One, Choices = Strategies, Help = "The same for sources and attachments" },
        new("output_strategy", "--output-strategy") { Count = ArgumentCount.One, Choices = [.. Strategies, "remove", "clear-all"], Help = "The same for outputs" },
        new("no_ignore_transients", "--no-ignore-transients") { Help = "Let execution counts and what outputs look like be conflicts too" },
    ];

    private static readonly Argument[] Similarity =
    [
        new("text_similarity_threshold", "--text-similarity-threshold") { Count = ArgumentCount.One, Placeholder = "RATIO", Help = "Taken for compatibility: cells are aligned as a whole, without a threshold" },
        new("no_text_similarity_ignore_whitespace", "--no-text-similarity-ignore-whitespace") { Help = "Taken for compatibility" },
    ];

    private static readonly Argument ColorWords = new("color_words", "--color-words") { Help = "Mark changed words inside lines" };

    public static ArgumentParser Diff() => new("nbdiff", [.. Generic, .. Parts("process"), .. Similarity, ColorWords, .. Printing, Words("base remote paths"), Out("The file for the difference, as JSON")])
    {
        Description = "Compare two notebooks, or revisions of a git repository.",
    };

    public static ArgumentParser DiffWeb() => new("nbdiff-web", [.. Generic, .. Parts("process"), .. Similarity, .. Web, Words("base remote paths")])
    {
        Description = "Compare two notebooks in a browser.",
    };

    public static ArgumentParser Merge() => new("nbmerge", [.. Generic, .. Parts("process"), .. Similarity, .. Merging, .. Printing, Words("[base] local remote"), Out("The file for the merged notebook"), Decisions()])
    {
        Description = "Merge two notebooks with a common ancestor; without one, an empty notebook.",
    };

    public static ArgumentParser MergeWeb() => new("nbmerge-web", [.. Generic, .. Parts("process"), .. Similarity, .. Merging, .. Web, Words("[base] local remote"), Out("The file for the merged notebook"), new Argument("no_base", "--no-base") { Help = "Do not show the common ancestor" }])
    {
        Description = "Merge two notebooks with a common ancestor in a browser.",
    };

    public static ArgumentParser Show() => new("nbshow", [.. Generic, .. Parts("show"), Words("notebook")])
    {
        Description = "Print notebooks.",
    };

    public static ArgumentParser Patch() => new("nbpatch", [.. Generic, Words("base patch"), new Argument("output", "-o", "--output") { Count = ArgumentCount.One, Help = "The file for the patched notebook; without it, it is printed" }])
    {
        Description = "Apply a difference that nbdiff --out has written.",
    };

    public static ArgumentParser DiffDriver() => Git("git-nbdiffdriver", "git's external diff for notebooks.",
        ("diff", "Compare two versions; git calls this", [.. Parts("process"), .. Similarity, ColorWords, .. Printing, Filter()]),
        ("webdiff", "The same in a browser", [.. Parts("process"), .. Similarity, .. Web, Filter()]));

    public static ArgumentParser MergeDriver() => Git("git-nbmergedriver", "git's merge driver for notebooks.",
        ("merge", "Merge two versions; git calls this", [.. Parts("process"), .. Similarity, .. Merging]));

    public static ArgumentParser DiffTool() => Git("git-nbdifftool", "A tool for git difftool.",
        ("diff", "Compare two versions in a browser; git calls this", [.. Parts("process"), .. Similarity, .. Web, Filter()]));

    public static ArgumentParser MergeTool() => Git("git-nbmergetool", "A tool for git mergetool.",
        ("merge", "Merge two versions in a browser; git calls this", [.. Parts("process"), .. Similarity, .. Merging, .. Web, new Argument("no_base", "--no-base") { Help = "Do not show the common ancestor" }]));

    private static ArgumentParser Git(string program, string description, params (string Name, string Help, Argument[] Arguments)[] commands) =>
        new(program, [.. Generic, new Argument("subcommand") { Count = ArgumentCount.Command }])
        {
            Description = description,
            Commands =
            [
                .. commands.Select(command => (command.Name, command.Help, new ArgumentParser($"{program} {command.Name}", [.. command.Arguments, Words("files")]))),
                ("config", "Write or remove git's entries", new ArgumentParser(
                    $"{program} config",
                    new Argument("global", "--global") { Group = "scope", Help = "Use git's configuration of this user" },
                    new Argument("system", "--system") { Group = "scope", Help = "Use git's configuration of this machine" },
                    new Argument("enable", "--enable") { Group = "way", Help = "Write the entries" },
                    new Argument("disable", "--disable") { Group = "way", Help = "Remove the entries" },
                    new Argument("set_default", "--set-default") { Help = "Let git take this tool unasked" })),
            ],
        };

    private static IEnumerable<Argument> Parts(string verb) => PartOptions.Names.SelectMany(part => new Argument[]
    {
        new(part, $"-{part[0]}", $"--{part}") { Help = $"Only {verb} {part} and what else is named" },
        new(NbdimeOptions.Ignored(part), $"-{char.ToUpperInvariant(part[0])}", $"--ignore-{part}") { Help = $"Do not {verb} {part}" },
    });

    private static Argument Words(string names) => new("words") { Count = ArgumentCount.Spread, Placeholder = names };

    private static Argument Out(string help) => new("out", "--out") { Count = ArgumentCount.One, Help = help };

    private static Argument Decisions() => new("decisions", "--decisions") { Help = "Print or write the decisions instead of the notebook" };

    private static Argument Filter() => new("use_filter", "--use-filter") { Help = "Pass the new side through git's clean filter" };
}
