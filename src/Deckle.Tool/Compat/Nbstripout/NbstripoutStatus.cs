using Deckle.Tool.Git;
using Deckle.Tool.Git.Configuring;

namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>Whether git strips notebooks, as <c>--is-installed</c> and <c>--status</c> tell.</summary>
internal sealed class NbstripoutStatus(GitScope scope, bool isVerbose)
{
    public int Run()
    {
        try
        {
            return Place() is not { } place ? ExitCodes.BadNews : Tell(place);
        }
        catch (DeckleException e) when (e.Code == "git-missing")
        {
            Console.Error.WriteLine("Cannot determine status: git is not on path!");
            return ExitCodes.BadNews;
        }
    }

    private int Tell(string place)
    {
        string? clean = scope.Get("filter.nbstripout.clean");
        string? smudge = scope.Get("filter.nbstripout.smudge");
        string? diff = scope.Get("diff.ipynb.textconv");
        string filters = Attributes("filter");
        bool isUsed = scope != GitScope.Local || filters.EndsWith(": nbstripout", StringComparison.Ordinal);
        if (clean is null || smudge is null || diff is null || !isUsed)
        {
            Say($"nbstripout is not installed {place}\n");
            return ExitCodes.BadNews;
        }

        Say($"""
            nbstripout is installed {place}

            Filter:
              clean = {clean}
              smudge = {smudge}
              diff= {diff}
              extrakeys= {scope.Get("filter.nbstripout.extrakeys")}

            Attributes:
              {filters}

            Diff Attributes:
              {Attributes("diff")}

            """);
        return ExitCodes.Done;
    }

    // How the scope is called behind "installed"; null, and git's message, outside of a repository.
    private string? Place()
    {
        if (scope != GitScope.Local)
        {
            return scope == GitScope.System ? "system-wide" : "globally";
        }

        GitResult folder = GitProgram.Run(null, ["rev-parse", "--git-dir"]);
        if (!folder.IsGood)
        {
            Console.Error.Write(folder.Error);
            return null;
        }

        // A bare repository has no work tree; nbstripout names the folder above its own.
        GitResult top = GitProgram.Run(null, ["rev-parse", "--show-toplevel"]);
        return $"in repository '{(top.IsGood && top.Text.Length > 0 ? top.Text : Path.GetDirectoryName(Path.GetFullPath(folder.Text)))}'";
    }

    private string Attributes(string attribute) => scope == GitScope.Local
        ? GitProgram.Run(null, ["check-attr", attribute, "--", "*.ipynb"]).Text.Trim()
        : string.Join('\n', AttributesFile.Read(scope.AttributesPath()!).Lines.Where(line => line.Text.Contains(attribute, StringComparison.Ordinal)).Select(line => line.Shown));

    private void Say(string text)
    {
        if (isVerbose)
        {
            Console.Out.Write(text);
        }
    }
}
