using Deckle.Tool.Git;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>
/// Operands that are revisions and paths. Where nothing stands between them, what is there as a file is a path, as for nbdiff, and the first
/// path ends the revisions; git is asked what a name is only where its answer shows that something is wrong.
/// </summary>
internal sealed class GitOperands(DiffOperands operands)
{
    /// <exception cref="DeckleException">The errors of asking git; an operand that means nothing, or two things.</exception>
    public IEnumerable<FilePair> Pairs()
    {
        int revisions = operands.Paths is null ? operands.Names.TakeWhile(name => !IsPath(name)).Take(MostRevisions()).Count() : operands.Names.Count;
        return Pairs(revisions, operands.Paths is null);
    }

    // What follows can only be paths.
    private int MostRevisions() => operands.IsCached || (operands.Names is [var first, ..] && Sides.IsRange(first)) ? 1 : 2;

    // A file that is gone looks like a revision: what git does not know as one, but as a path, is taken for it the second time.
    private IEnumerable<FilePair> Pairs(int revisions, bool mayRetry)
    {
        IReadOnlyList<string> paths = [.. operands.Names.Skip(revisions), .. operands.Paths ?? []];
        Sides sides = Sides.Of([.. operands.Names.Take(revisions)], operands.IsCached);
        RefuseFoldersThatAreRevisions(operands.Names.Skip(revisions).Take(1));
        var pairs = new GitPairs(sides, paths, operands.Rules, operands.Tell);
        (IReadOnlyList<RawChange>? changes, GitResult result) = pairs.Find();
        var diagnosis = new OperandDiagnosis(sides);
        if (changes is null)
        {
            int wrong = diagnosis.FirstUnknown(result);
            return mayRetry && wrong >= 0 && diagnosis.IsPath(operands.Names[wrong]) ? Pairs(wrong, mayRetry: false) : throw diagnosis.Refused(wrong, result);
        }

        foreach (string path in paths.Where(path => !IsPattern(path)))
        {
            diagnosis.CheckPath(path, changes, operands.Tell);
        }

        return pairs.Pairs(changes);
    }

    private static void RefuseFoldersThatAreRevisions(IEnumerable<string> names)
    {
        foreach (string name in names.Where(name => Directory.Exists(name) && !name.EndsWith('/') && name is not ("." or "..")))
        {
            if (GitProgram.Run(null, ["rev-parse", "--verify", "--quiet", $"{name}^{{commit}}"]).IsGood)
            {
                throw OperandErrors.Ambiguous(name);
            }
        }
    }

    private static bool IsPath(string name) => Path.Exists(name) || new FileInfo(name).LinkTarget is not null || IsPattern(name);

    // No revision has these outside of braces, but `:/text` is a search for a commit.
    private static bool IsPattern(string name) =>
        (name.StartsWith(':') && name is [_, '(' or '!' or '^', ..])
        || (!name.StartsWith(":/", StringComparison.Ordinal) && (Braces.IndexOutside(name, "*") >= 0 || Braces.IndexOutside(name, "?") >= 0 || Braces.IndexOutside(name, "[") >= 0));
}
