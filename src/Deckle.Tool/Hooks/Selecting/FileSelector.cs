using Deckle.Tool.Git;

namespace Deckle.Tool.Hooks.Selecting;

/// <summary>Finds the files to check, as pre-commit does.</summary>
internal sealed class FileSelector(GitRepository repository)
{
    /// <summary>What a commit would store; of a merge, what its two sides do not agree on.</summary>
    /// <exception cref="DeckleException"><c>hook-unmerged</c>.</exception>
    public FileSelection Staged()
    {
        string[] unmerged = [.. repository.Need("list conflicts", "diff", "--name-only", "-z", "--diff-filter=U").Entries];
        if (unmerged.Length > 0)
        {
            throw HookErrors.Unmerged(unmerged);
        }

        FileSelection staged = Of(RawDiff.Read(repository.Need("list staged files", ["diff", "--cached", .. RawDiff.Options]))) with { IsStored = true };
        return IsMerging() ? OfMerge(staged) : staged;
    }

    /// <summary>What commits change, as they have it.</summary>
    /// <exception cref="DeckleException"><c>hook-revision-unknown</c>.</exception>
    public FileSelection Between(IReadOnlyList<PushedRange> ranges)
    {
        IEnumerable<(CheckedFile, bool)> files = ranges.SelectMany(range => RawDiff.Read(Compare(range)));
        return Of(files) with { IsStored = true, Commit = ranges is [var only] ? only.To : null };
    }

    /// <summary>All files of the index, as they are in the work tree.</summary>
    public FileSelection All()
    {
        // 100644 ID 0␉name; a file with conflicts has three such lines.
        IEnumerable<CheckedFile> files = repository.Need("list files", "ls-files", "--stage", "-z").Entries
            .Select(entry => new CheckedFile(entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..], entry[..6], null))
            .DistinctBy(file => file.Path);
        return InWorkTree(files, missing: null);
    }

    /// <summary>Files of the work tree by name.</summary>
    /// <param name="paths">From the current folder.</param>
    /// <exception cref="DeckleException"><c>hook-file-outside</c>.</exception>
    public FileSelection Named(IEnumerable<string> paths)
    {
        string root = Real(repository.Root);
        string[] names = [.. paths.Select(path => Relative(path, root)).Distinct()];
        Dictionary<string, string> modes = names.Length == 0 ? [] : repository.Need("list files", ["--literal-pathspecs", "ls-files", "--stage", "-z", "--", .. names]).Entries
            .Select(entry => entry.Split('\t', 2))
            .DistinctBy(parts => parts[1])
            .ToDictionary(parts => parts[1], parts => parts[0][..6]);
        var missing = new List<string>();
        return InWorkTree(names.Select(name => new CheckedFile(name, modes.GetValueOrDefault(name), null)), missing);
    }

    /// <summary>The message of a commit, in the file that git names to its hook.</summary>
    /// <param name="path">From the current folder; in a worktree of its own it is not below the top.</param>
    public FileSelection Message(string path) => InWorkTree([new CheckedFile(Path.GetRelativePath(repository.Root, Path.GetFullPath(path)), null, null)], []);

    private FileSelection InWorkTree(IEnumerable<CheckedFile> files, List<string>? missing)
    {
        CheckedFile[] all = [.. files];
        CheckedFile[] there = [.. all.Where(file => Path.Exists(Path.Combine(repository.Root, file.Path)))];
        missing?.AddRange(all.Except(there).Select(file => $"{file.Path} is not there"));
        return new FileSelection(there)
        {
            Added = repository.Need("list new files", "diff", "--cached", "--name-only", "-z", "--no-ext-diff", "--find-renames", "--diff-filter=A").Entries.ToHashSet(),
            Notes = missing ?? [],
        };
    }

    private GitResult Compare(PushedRange range)
    {
        string from = range.From ?? repository.Need("name the empty tree", "hash-object", "-t", "tree", "--stdin").Text;

        // Since they parted; where they have nothing in common, or one is no commit, between the two.
        GitResult result = repository.Run(["diff", .. RawDiff.Options, $"{from}...{range.To}", "--"]);
        result = result.IsGood ? result : repository.Run(["diff", .. RawDiff.Options, from, range.To, "--"]);
        return result.IsGood ? result : throw HookErrors.NoRevision($"{range.From} and {range.To}", result);
    }

    private bool IsMerging() => File.Exists(repository.GitPath("MERGE_HEAD")) && File.Exists(repository.GitPath("MERGE_MSG"));

    // What came in from the other side unchanged is not this commit's doing: pre-commit checks the files in which there were conflicts,
    // and those that differ from both sides.
    private FileSelection OfMerge(FileSelection staged)
    {
        IEnumerable<string> conflicted = File.ReadLines(repository.GitPath("MERGE_MSG"))
            .Where(line => line.StartsWith('\t') || line.StartsWith("#\t", StringComparison.Ordinal))
            .Select(line => line.TrimStart('#').Trim());
        string tree = repository.Need("write the tree", "write-tree").Text;
        IEnumerable<string> mixed = repository.Need("compare the merge", "diff", "--name-only", "--no-ext-diff", "-z", "-m", tree, "HEAD", "MERGE_HEAD", "--").Entries;
        var wanted = conflicted.Concat(mixed).ToHashSet();
        return staged with { Files = [.. staged.Files.Where(file => wanted.Contains(file.Path))], Notes = ["a merge goes on: only the files that it could not settle alone are checked"] };
    }

    private static FileSelection Of(IEnumerable<(CheckedFile File, bool IsAdded)> entries)
    {
        (CheckedFile File, bool IsAdded)[] all = [.. entries.DistinctBy(entry => (entry.File.Path, entry.File.Object))];
        return new FileSelection([.. all.Select(entry => entry.File)]) { Added = all.Where(entry => entry.IsAdded).Select(entry => entry.File.Path).ToHashSet() };
    }

    // Links on the way to the repository are followed, those in it are not: they are files of it.
    private static string Relative(string path, string root)
    {
        string full = Path.GetFullPath(path);
        string real = Path.Combine(Real(Path.GetDirectoryName(full) ?? full), Path.GetFileName(full));
        string relative = Path.GetRelativePath(root, real);
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? throw HookErrors.Outside(path, root) : relative;
    }

    private static string Real(string folder)
    {
        string real = Path.GetPathRoot(folder) ?? "/";
        foreach (string part in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            real = Directory.Exists(real) ? new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real : real;
        }

        return real;
    }
}
