using Deckle.Merging;
using Deckle.Tool.Compat.Argparse;
using Deckle.Tool.Diffing;
using Deckle.Tool.Git.Comparing;
using Deckle.Tool.Git.Merging;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>nbdime's programs that git calls.</summary>
internal static class GitDriverPrograms
{
    /// <summary><c>git-nbdiffdriver</c>.</summary>
    public static int DiffDriver(IReadOnlyList<string> args) => Run(NbdimeParsers.DiffDriver(), args, (command, options) =>
    {
        if (ExternalDiff.Read(options.Words) is not { } diff)
        {
            throw new DeckleException("usage", "these are not the words that git gives to an external diff", "git calls this; see gitattributes(5)");
        }

        if (command == "webdiff")
        {
            return diff is { Old: { } old, New: { } young } ? NbdimeWeb.Diff(options, [old, young]) : ExitCodes.Done;
        }

        // git ends the whole `git diff` where a driver fails.
        NotebookComparison? comparison = diff.Compare(NbdiffProgram.Filter(options));
        if (comparison?.Problem is { } problem)
        {
            NbdiffProgram.NotANotebook(problem);
            DiffText.Write(comparison, Console.Out, new DiffTextOptions { UsesColor = options.UsesColor });
        }
        else if (comparison is not null)
        {
            NbdiffProgram.Write(comparison, options);
        }

        return ExitCodes.Done;
    });

    /// <summary><c>git-nbmergedriver</c>.</summary>
    public static int MergeDriver(IReadOnlyList<string> args) => Run(NbdimeParsers.MergeDriver(), args, (_, options) =>
    {
        MergeOptions strategies = NbmergeProgram.Strategies(options);
        return DriverRequest.Read(options.Words) is { } request
            ? new MergeDriver(_ => strategies, Console.Error).Run(request)
            : throw new DeckleException("usage", "git gives base, local, remote, the size of markers and the path", "git calls this; see gitattributes(5)");
    });

    /// <summary><c>git-nbdifftool</c>.</summary>
    public static int DiffTool(IReadOnlyList<string> args) => Run(NbdimeParsers.DiffTool(), args, (_, options) => NbdimeWeb.Diff(options, [.. options.Words.Take(2)]));

    /// <summary><c>git-nbmergetool</c>.</summary>
    public static int MergeTool(IReadOnlyList<string> args) => Run(NbdimeParsers.MergeTool(), args, (_, options) =>
        options.Words.Count is 3 or 4
            ? NbdimeWeb.Merge(options, [.. options.Words.Take(3)], options.Words.ElementAtOrDefault(3))
            : throw new DeckleException("usage", "git gives base, local, remote and the merged file", "call it as: git mergetool --tool nbdime"));

    private static int Run(ArgumentParser parser, IReadOnlyList<string> args, Func<string, NbdimeOptions, int> body) =>
        NbdimeProgram.Run(parser, args, (parsed, options) => parsed.Command == "config"
            ? NbdimeGitEntries.Configure(parser.Program, parsed)
            : body(parsed.Command!, options));
}
