using Deckle.Tool.Git;
using Deckle.Tool.Git.Filtering;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>The notebooks that differ between two states of a repository, as <c>git diff</c> finds them: renames, and where <c>diff.renames</c> says so copies, are told.</summary>
/// <param name="sides">Which states.</param>
/// <param name="paths">Pathspecs as git takes them; empty for all.</param>
/// <param name="rules">What our filter does in a work tree.</param>
/// <param name="tell">Takes what a user should know of the choice.</param>
internal sealed class GitPairs(Sides sides, IReadOnlyList<string> paths, Func<string, FilterRules> rules, Action<string> tell)
{
    private static readonly string[] Options =
        ["--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-color", "--no-relative", "--ignore-submodules=dirty"];

    /// <summary>What git finds.</summary>
    /// <returns>Null with git's answer where it finds fault with the revisions or paths.</returns>
    public (IReadOnlyList<RawChange>? Changes, GitResult Result) Find()
    {
        GitResult result = GitProgram.Run(null, ["diff", .. Options, .. sides.IsCached ? ["--cached"] : Array.Empty<string>(), .. sides.Revisions, "--", .. paths]);
        return (result.IsGood ? [.. RawChange.Read(result)] : null, result);
    }

    /// <summary>The pairs of the changes that are of notebooks, read as they are asked for.</summary>
    public IEnumerable<FilePair> Pairs(IReadOnlyList<RawChange> changes)
    {
        RawChange[] wanted = [.. Wanted(changes)];
        if (wanted.Length == 0)
        {
            yield break;
        }

        using var blobs = new BlobStream(null);
        string[] inWorkTree = [.. wanted.Where(change => IsInWorkTree(change.NewMode, change.NewObject)).Select(change => change.After)];
        WorkTree? workTree = inWorkTree.Length > 0 ? new WorkTree(WorkTree.FindRoot(), rules, inWorkTree) : null;
        foreach (RawChange change in wanted)
        {
            if (change.Change.Kind == FileChangeKind.Unmerged)
            {
                foreach (FilePair pair in Conflict(change, blobs))
                {
                    yield return pair;
                }

                continue;
            }

            DiffSide before = new(change.Before, Content(change.OldMode, change.OldObject, change.Before)) { Revision = sides.Before, Mode = Mode(change.OldMode) };
            DiffSide after = new(change.After, Content(change.NewMode, change.NewObject, change.After)) { Revision = sides.After, Mode = Mode(change.NewMode) };
            yield return new FilePair(before, after) { Change = change.Change };
        }

        ReadOnlyMemory<byte>? Content(string mode, string name, string path) =>
            mode == RawChange.NoMode ? null
            : RawChange.IsNull(name) ? workTree!.Read(path)
            : blobs.Read(name) is { } blob ? StoredContent.Of(blob.Content, name, path)
            : throw OperandErrors.NoObject(name, path);
    }

    private IEnumerable<RawChange> Wanted(IReadOnlyList<RawChange> changes)
    {
        // A conflict is also listed as a change of ours.
        HashSet<string> unmerged = [.. changes.Where(change => change.Change.Kind == FileChangeKind.Unmerged).Select(change => change.After)];
        Lazy<HashSet<string>> named = new(Named);
        foreach (RawChange change in changes.Where(change => IsNotebook(change.Before) || IsNotebook(change.After) || named.Value.Contains(change.After)))
        {
            if (change.OldMode == EntryMode.Submodule || change.NewMode == EntryMode.Submodule)
            {
                continue;
            }

            if (change.Change.Kind == FileChangeKind.Unmerged || !unmerged.Contains(change.After))
            {
                yield return change;
            }
        }

        foreach (RawChange module in changes.Where(change => change.OldMode == EntryMode.Submodule || change.NewMode == EntryMode.Submodule))
        {
            tell($"{module.After} is a submodule: what changed in it is told there");
        }
    }

    // Files of other kinds are compared where they are asked for by name.
    private HashSet<string> Named()
    {
        string root = paths.Count > 0 ? WorkTree.FindRoot() : "";
        return [.. paths.Select(path => Path.GetRelativePath(root, Path.GetFullPath(path)))];
    }

    // ID, or nothing, for the stages 1 (base), 2 (ours) and 3 (theirs).
    private IEnumerable<FilePair> Conflict(RawChange change, BlobStream blobs)
    {
        tell($"{change.After} is in conflict: ours and theirs are compared with their base");
        DiffSide Stage(int number, string name) => new(change.After, blobs.Read($":{number}:{change.After}") is { } blob ? blob.Content : (ReadOnlyMemory<byte>?)null) { Revision = name };
        DiffSide common = Stage(1, "base");
        foreach (DiffSide version in (DiffSide[])[Stage(2, "ours"), Stage(3, "theirs")])
        {
            // Where both sides removed or renamed it, nothing is left to be compared.
            if (common.Content is not null || version.Content is not null)
            {
                yield return new FilePair(common, version) { Change = change.Change };
            }
        }
    }

    private static bool IsInWorkTree(string mode, string name) => mode != RawChange.NoMode && RawChange.IsNull(name);

    private static string? Mode(string mode) => mode == RawChange.NoMode ? null : mode;

    private static bool IsNotebook(string path) => path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase);
}
