using Deckle.Tool.Git;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>The program <c>nbdime</c>, which calls the others.</summary>
internal static class NbdimeDispatch
{
    private const string Usage = """
        Usage: nbdime [OPTIONS]

        OPTIONS: -h, --version, COMMANDS{show, diff, merge, patch, diff-web, merge-web, mergetool, config-git}

        Examples: nbdime --version
                  nbdime show -h
                  nbdime merge-web
                  nbdime config-git (--enable | --disable)
        """;

    private static readonly string[] Configurable = ["git-nbdiffdriver", "git-nbmergedriver", "git-nbdifftool", "git-nbmergetool"];

    public static int Run(IReadOnlyList<string> args) => args switch
    {
        [] => Tell($"Option missing.\n\n{Usage}"),
        ["--version"] => Tell(NbdimeProgram.Version),
        ["-h" or "--help"] => Tell(Usage),
        ["config-git", ..] => Configurable.Select(program => CompatPrograms.Find(program, ["config", .. args.Skip(1)])!()).FirstOrDefault(code => code != ExitCodes.Done),
        ["mergetool", ..] => MergeTool([.. args.Skip(1)]),
        [var command, ..] when CompatPrograms.Find($"nb{command}", [.. args.Skip(1)]) is { } run => run(),
        [var command, ..] => Tell($"Unrecognized command '{command}'\n\n{Usage}"),
    };

    // With its texts on stderr and this code, asked or not.
    private static int Tell(string text)
    {
        Console.Error.WriteLine(text);
        return ExitCodes.BadNews;
    }

    private static int MergeTool(string[] files)
    {
        string[] notebooks = files.Length == 0 ? ["*.ipynb"] : [.. files.Where(file => file.EndsWith(".ipynb", StringComparison.Ordinal))];
        return GitProgram.Attach(["mergetool", "--tool=nbdime", .. notebooks]);
    }
}
