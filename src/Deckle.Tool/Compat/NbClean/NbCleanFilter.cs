using Deckle.Tool.Git;

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
        IReadOnlyList<string> lines = attributes.Lines();
        if (!lines.Any(IsOurs))
        {
            attributes.Write([.. lines, "\n", Line]);
        }
    }

    /// <exception cref="NbCleanGitException">git cannot, or the filter is not there.</exception>
    public static void Remove()
    {
        AttributesFile attributes = Attributes();
        IReadOnlyList<string> lines = attributes.Lines();
        if (lines.Any(IsOurs))
        {
            attributes.Write(lines.Where(line => !IsOurs(line)));
        }

        Git("config", "--remove-section", "filter.nb-clean");
    }

    private static bool IsOurs(string line) => AttributesFile.Value(line, "*.ipynb", "filter") == "nb-clean";

    // Not the work tree's own folder below .git, as nb-clean takes: git reads attributes only in the one that all work trees share.
    private static AttributesFile Attributes() => new(Git("rev-parse", "--git-path", "info/attributes"));

    private static string Git(params IEnumerable<string> arguments)
    {
        GitResult result = GitProgram.Run(null, arguments);
        return result.IsGood ? result.Text : throw new NbCleanGitException(result);
    }
}
