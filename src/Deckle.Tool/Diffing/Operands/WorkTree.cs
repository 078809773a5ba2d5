using System.Text;
using Deckle.Tool.Git;
using Deckle.Tool.Git.Configuring;
using Deckle.Tool.Git.Filtering;

namespace Deckle.Tool.Diffing.Operands;

/// <summary>
/// Files of the work tree as git would store them, so that they can be compared with what it has stored: through the filter of their
/// attributes. Ours runs here; any other one is git's to run, which writes what comes out to a store of its own that is deleted again.
/// </summary>
internal sealed class WorkTree
{
    private readonly string root;
    private readonly Lazy<NotebookFilter> ours;
    private readonly Dictionary<string, string> programs;

    /// <param name="rules">What our filter does in the work tree at a path.</param>
    /// <param name="paths">The files that will be asked for, from the top of the work tree.</param>
    public WorkTree(string root, Func<string, FilterRules> rules, IReadOnlyList<string> paths)
    {
        this.root = root;
        ours = new(() => new NotebookFilter(rules(root), isStrict: false, TextWriter.Null));
        programs = Programs(root, paths);
    }

    /// <summary>The top of the work tree that the current folder is in.</summary>
    /// <exception cref="DeckleException"><c>git-missing</c>, <c>git-no-repository</c>, <c>git-failed</c>.</exception>
    public static string FindRoot()
    {
        // git need not be asked for what a look tells, unless it was told otherwise.
        bool isTold = Environment.GetEnvironmentVariable("GIT_DIR") is { Length: > 0 } || Environment.GetEnvironmentVariable("GIT_WORK_TREE") is { Length: > 0 };
        for (string? folder = isTold ? null : Path.GetFullPath("."); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return folder;
            }
        }

        return GitRepository.Find().Root;
    }

    /// <summary>A file as git would store it, or where a link leads; null where there is none.</summary>
    /// <param name="path">From the top of the work tree.</param>
    public ReadOnlyMemory<byte>? Read(string path)
    {
        string full = Path.Combine(root, path);
        var file = new FileInfo(full);
        if (file.LinkTarget is { } target)
        {
            return Encoding.UTF8.GetBytes(target);
        }

        // A null alone would be taken for an empty array, and this for an empty file.
        return file.Exists ? Clean(path, NotebookInput.Read(full)) : (ReadOnlyMemory<byte>?)null;
    }

    private ReadOnlyMemory<byte> Clean(string path, ReadOnlyMemory<byte> content) =>
        !programs.TryGetValue(path, out string? program) || IsLfs(program) ? content
        : IsOurs(program) ? ours.Value.Clean(path, content) ?? content
        : CleanWithGit(path);

    // What it stores is a pointer, which says nothing about the notebook; what is stored is fetched instead (StoredContent).
    private static bool IsLfs(string program) => program.Contains("git-lfs", StringComparison.Ordinal);

    // nbstripout without options does by default what our filter does, and reads the same keys.
    private static bool IsOurs(string program) =>
        program is DeckleSettings.Driver || program.TrimEnd('"', ' ').EndsWith("nbstripout", StringComparison.Ordinal);

    private byte[] CleanWithGit(string path)
    {
        string store = Directory.CreateTempSubdirectory("deckle-objects-").FullName;
        try
        {
            (string, string)[] variables = [.. Told, ("GIT_OBJECT_DIRECTORY", store), ("GIT_ALTERNATE_OBJECT_DIRECTORIES", Objects())];
            GitResult result = GitProgram.Run(root, ["hash-object", "-w", "--", path], default, variables);
            using var blobs = new BlobStream(root, variables);
            return result.IsGood && blobs.Read(result.Text) is { } blob ? blob.Content : throw GitErrors.Failed($"filter {path}", result);
        }
        finally
        {
            Directory.Delete(store, recursive: true);
        }
    }

    // What git is told of by names relative to the current folder must be found from the top too.
    private static IEnumerable<(string Name, string Value)> Told =>
        from name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"]
        let value = Environment.GetEnvironmentVariable(name)
        where !string.IsNullOrEmpty(value)
        select (name, Path.GetFullPath(value));

    private string Objects() => Path.GetFullPath(GitProgram.Run(root, ["rev-parse", "--git-path", "objects"], default, Told).Text, root);

    // The programs that files pass; a filter that has none passes them as they are.
    private static Dictionary<string, string> Programs(string root, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            return [];
        }

        byte[] input = Encoding.UTF8.GetBytes(string.Concat(paths.Select(path => path + "\0")));
        GitResult attributes = GitProgram.Run(root, ["check-attr", "-z", "--stdin", "filter"], input, Told);
        Dictionary<string, string> filters = attributes.Fields.Chunk(3)
            .Where(fields => fields is [_, _, not ("unspecified" or "unset" or "set")])
            .DistinctBy(fields => fields[0])
            .ToDictionary(fields => fields[0], fields => fields[2]);
        if (filters.Count == 0)
        {
            return filters;
        }

        // filter.NAME.clean LF program
        Dictionary<string, string> programs = GitProgram.Run(root, ["config", "--null", "--get-regexp", @"^filter\..*\.(clean|process)$"], default, Told).Entries
            .Select(entry => entry.Split('\n', 2))
            .GroupBy(entry => entry[0]["filter.".Length..entry[0].LastIndexOf('.')])
            .ToDictionary(group => group.Key, group => group.Key == DeckleSettings.Driver ? group.Key : group.Last()[^1]);
        return filters.Where(file => programs.ContainsKey(file.Value)).ToDictionary(file => file.Key, file => programs[file.Value]);
    }
}
