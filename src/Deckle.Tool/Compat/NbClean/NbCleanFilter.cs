using Deckle.Tool.Git;
using Deckle.Tool.Git.Configuring;

namespace Deckle.Tool.Compat.NbClean;

/// <summary>Writes nb-clean's filter into git's configuration and attributes, and removes it.</summary>
internal static class NbCleanFilter
{
    private const string Line = "*.ipynb filter=nb-clean\n";

    /// <exception cref="NbCleanGitException">git cannot.</exception>
    public static void Add(NbCleanRules rules)
    {
        Git("config", "filter.nb-clean.clean", string.Join(' ', [ProgramPath.ForShell(), "compat", NbCleanParser.Program, "clean", .. rules.ToOptions()]));
        AttributesFile attributes = Attributes();
        if (!attributes.Lines.Any(IsOurs))
        {
            attributes.WithText($"\n{Line}").Write();
        }
    }

    /// <exception cref="NbCleanGitException">git cannot, or the filter is not there.</exception>
    public static void Remove()
    {
        AttributesFile attributes = Attributes();
        if (attributes.Lines.Any(IsOurs))
        {
            (attributes with { Lines = [.. attributes.Lines.Where(line => !IsOurs(line))] }).Write();
        }

        Git("config", "--remove-section", "filter.nb-clean");
    }

    private static bool IsOurs(AttributeLine line) => line.Given("*.ipynb", "filter") == "nb-clean";

    // Not the work tree's own folder below .git, as nb-clean takes: git reads attributes only in the one that all work trees share.
    private static AttributesFile Attributes() => AttributesFile.Read(Git("rev-parse", "--git-path", "info/attributes"));

    private static string Git(params IEnumerable<string> arguments)
    {
        GitResult result = GitProgram.Run(null, arguments);
        return result.IsGood ? result.Text : throw new NbCleanGitException(result);
    }
}
