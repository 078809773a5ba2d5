using Deckle.Text;
using Deckle.Tool.Git;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>Finds out which operand is wrong, and what was probably meant, once something is.</summary>
/// <param name="sides">What was compared.</param>
internal sealed class OperandDiagnosis(Sides sides)
{
    /// <summary>Which of the revisions git does not know; -1 where it knows them all.</summary>
    /// <exception cref="DeckleException"><c>git-no-repository</c>, where no name is to blame.</exception>
    public int FirstUnknown(GitResult result)
    {
        IReadOnlyList<string> revisions = sides.Revisions;
        for (int i = 0; i < revisions.Count; i++)
        {
            if (Sides.Of([revisions[i]], isCached: false).Ends.Any(end => !IsKnown(end)))
            {
                return i;
            }
        }

        if (!IsInRepository())
        {
            throw GitErrors.NoRepository(Path.GetFullPath("."));
        }

        return -1;
    }

    /// <summary>Whether either side has a file, or files below a folder, of this path.</summary>
    /// <param name="path">From the current folder.</param>
    public bool IsPath(string path) => IsTracked(path) || sides.Ends.Any(end => end != path && IsIn(end, path));

    /// <summary>The error of a comparison that git refused.</summary>
    /// <param name="wrong">Which revision is unknown; -1 for none.</param>
    public DeckleException Refused(int wrong, GitResult result)
    {
        if (wrong < 0)
        {
            return result.Error.Contains("no merge base", StringComparison.Ordinal)
                ? OperandErrors.NoMergeBase(sides.Revisions[0])
                : GitErrors.Failed("compare", result);
        }

        string named = sides.Revisions[wrong];
        string unknown = Sides.Of([named], isCached: false).Ends.First(end => !IsKnown(end));
        return unknown == named ? Unknown(named) : OperandErrors.UnknownRevision(unknown, NearestName.Of(unknown, References()), HasCommits());
    }

    /// <summary>The error of a file that is not in a revision, or in a revision that there is not.</summary>
    public static DeckleException Blob(BlobName name)
    {
        if (!IsInRepository())
        {
            return Unknown(name.Text);
        }

        bool isIndex = name.Text.StartsWith(':');
        if (!isIndex && !IsKnown(name.Revision))
        {
            return OperandErrors.UnknownRevision(name.Revision, NearestName.Of(name.Revision, References()), HasCommits());
        }

        IReadOnlyList<string> files = isIndex
            ? GitProgram.Run(null, ["ls-files", "-z", "--full-name", ":/"]).Entries
            : GitProgram.Run(null, ["ls-tree", "-r", "-z", "--name-only", "--full-tree", name.Revision]).Entries;
        return OperandErrors.NotInRevision(name, Nearest(name.Path, files));
    }

    /// <summary>Refuses a path that neither side has; git would say nothing.</summary>
    /// <param name="path">From the current folder.</param>
    /// <param name="tell">Takes what a user should know of a file that is there.</param>
    /// <exception cref="DeckleException"><c>diff-path-unknown</c>.</exception>
    public void CheckPath(string path, IReadOnlyList<RawChange> changes, Action<string> tell)
    {
        if (changes.Any(change => IsAt(path, change.Before) || IsAt(path, change.After)) || IsPath(path))
        {
            return;
        }

        if (!Path.Exists(path))
        {
            throw OperandErrors.UnknownPath(path, Nearest(path, GitProgram.Run(null, ["ls-files", "-z"]).Entries));
        }

        if (File.Exists(path))
        {
            tell($"{path} is not tracked, so git has nothing to compare it with");
        }
    }

    private static DeckleException Unknown(string name)
    {
        IEnumerable<string> files = Neighbours(name);
        return IsInRepository()
            ? OperandErrors.Unknown(name, Nearest(name, [.. files, .. References()]), HasCommits())
            : OperandErrors.UnknownFile(name, Nearest(name, [.. files]), Path.GetFullPath("."));
    }

    private static bool IsTracked(string path) => GitProgram.Run(null, ["ls-files", "-z", "--", path]) is { IsGood: true, Entries.Count: > 0 };

    private static bool IsAt(string path, string file)
    {
        // Paths of git are from the top; the end tells enough here, for what is not below is asked for next.
        string plain = path.TrimEnd('/');
        plain = plain.StartsWith("./", StringComparison.Ordinal) ? plain[2..] : plain;
        return file == plain || file.StartsWith($"{plain}/", StringComparison.Ordinal);
    }

    private static bool IsIn(string revision, string path) =>
        GitProgram.Run(null, ["ls-tree", "-z", "--name-only", revision, "--", path.TrimEnd('/')]) is { IsGood: true, Entries.Count: > 0 };

    private static bool IsKnown(string revision) => GitProgram.Run(null, ["rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{object}}"]).IsGood;

    private static bool IsInRepository() => GitProgram.Run(null, ["rev-parse", "--git-dir"]).IsGood;

    private static bool HasCommits() => IsKnown("HEAD") || References().Count > 1;

    private static IReadOnlyList<string> References() =>
        [.. GitProgram.Run(null, ["for-each-ref", "--format=%(refname:short)"]).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries), "HEAD"];

    // The whole path, or where only its folder is wrong, the name.
    private static string? Nearest(string path, IReadOnlyList<string> known) =>
        NearestName.Of(path, known) ?? known.FirstOrDefault(file => Path.GetFileName(file) == Path.GetFileName(path));

    private static IEnumerable<string> Neighbours(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        return Directory.Exists(folder.Length == 0 ? "." : folder)
            ? Directory.EnumerateFiles(folder.Length == 0 ? "." : folder).Take(10_000).Select(file => Path.Combine(folder, Path.GetFileName(file)))
            : [];
    }
}
