using Deckle.Merging;
using Deckle.Tool.Diffing;
using Deckle.Tool.Git.Comparing;
using Deckle.Tool.Git.Configuring;
using Deckle.Tool.Git.Filtering;
using Deckle.Tool.Git.Merging;
using Deckle.Tool.Git.Texts;
using Deckle.Tool.Settings;
using Deckle.Tool.Stripping;

namespace Deckle.Tool.Commands;

/// <summary>
/// The commands that git calls by itself, once for each git command or each file. They are found before the command line is built, which
/// would take longer than they do; anything that is not exactly what git calls is left to it.
/// </summary>
internal static class GitPlumbing
{
    /// <summary>What to run; null for any other command line.</summary>
    public static Func<int>? Find(string[] args) => args switch
    {
        ["git", "filter-process"] => () => FilterProcess(isStrict: false),
        ["git", "filter-process", ConfigSetting.Strict] => () => FilterProcess(isStrict: true),
        ["git", "clean", ConfigSetting.Strict, var path] when IsPath(path) => () => Clean(path, isStrict: true),
        ["git", "clean", var path] when IsPath(path) => () => Clean(path, isStrict: false),
        ["git", "smudge"] or ["git", "smudge", _] when IsPath(args[^1]) => Smudge,
        ["git", "textconv", var path] when IsPath(path) => () => Textconv(path),
        ["git", "merge-driver", .. var words] when DriverRequest.Read(words) is { } request => () => MergeDriver(request),
        ["git", "diff-driver", .. var words] when ExternalDiff.Read(words) is { } diff => () => DiffDriver(diff),
        _ => null,
    };

    /// <summary>Answers git until it closes the pipe.</summary>
    public static int FilterProcess(bool isStrict) => CommandLine.Guard(json: false, () =>
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        new FilterProcess(input, output, Filter(isStrict)).Run();
        return ExitCodes.Done;
    });

    /// <summary>Strips stdin to stdout, as the notebook at a path.</summary>
    public static int Clean(string path, bool isStrict) => CommandLine.Guard(json: false, () =>
    {
        if (Filter(isStrict).Clean(path, NotebookInput.Read(NotebookPaths.Stdin)) is not { } stored)
        {
            return ExitCodes.BadNews;
        }

        Write(stored);
        return ExitCodes.Done;
    });

    /// <summary>Copies stdin to stdout.</summary>
    public static int Smudge() => CommandLine.Guard(json: false, () =>
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        input.CopyTo(output);
        return ExitCodes.Done;
    });

    /// <summary>Prints a notebook as text, or as it is where it is none.</summary>
    public static int Textconv(string path) => CommandLine.Guard(json: false, () =>
    {
        Write(TextConversion.Convert(path, NotebookInput.Read(path), Rules(".")));
        return ExitCodes.Done;
    });

    /// <summary>Merges a notebook as git's merge driver.</summary>
    public static int MergeDriver(DriverRequest request) => CommandLine.Guard(json: false, () => new MergeDriver(_ => new MergeOptions(), Console.Error).Run(request));

    /// <summary>Shows how a notebook differs, as git's external diff.</summary>
    public static int DiffDriver(ExternalDiff diff) => CommandLine.Guard(json: false, () =>
    {
        diff.Write(Console.Out, Console.Error, new DiffTextOptions { UsesColor = GitColor.IsWanted() });
        return ExitCodes.Done;
    });

    /// <summary>What is stripped in a work tree.</summary>
    /// <param name="root">Its top, where git starts us.</param>
    public static FilterRules Rules(string root)
    {
        string top = Path.GetFullPath(root);
        var search = new SettingsSearch();
        var settings = new StripSettings(search, []);
        return new FilterRules(
            path => settings.For(Path.Combine(top, path)),
            path => search.For(Path.Combine(top, path)).IsOn("git.strict-filter"),
            () => FilterKeys.Read(top));
    }

    private static NotebookFilter Filter(bool isStrict) => new(Rules("."), isStrict, Console.Error);

    private static bool IsPath(string word) => word is not ("--help" or "-h" or "-?");

    private static void Write(ReadOnlyMemory<byte> content)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(content.Span);
    }
}
