using System.Text;
using Deckle.Stripping;
using Deckle.Tool.Git.Configuring;
using Deckle.Tool.Git.Filtering;

namespace Deckle.Tool.Git.Checking;

/// <summary>Looks for notebooks in the index that hold what the filter would remove.</summary>
internal static class IndexCheck
{
    /// <summary>The notebooks that are to be filtered, or could be: those of other filters, and those that are excepted, are nobody's business.</summary>
    /// <exception cref="DeckleException"><c>git-failed</c>, or wrong settings.</exception>
    public static IReadOnlyList<IndexedNotebook> Run(GitRepository repository, FilterRules rules)
    {
        // mode SP object SP stage TAB path; only files, not links and submodules. A path in conflict stands there up to three times.
        (string Object, string Path)[] entries =
        [
            .. repository.Need("list the index", ["ls-files", "--stage", "-z", "--", .. DeckleSettings.Attributes.Keys]).Entries
                .Where(entry => entry.StartsWith("100", StringComparison.Ordinal))
                .Select(entry => (entry.Split(' ')[1], entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..])),
        ];
        Dictionary<string, string> filters = Filters(repository, entries.Select(entry => entry.Path));
        ILookup<string, string> paths = entries
            .Where(entry => IsOurs(filters.GetValueOrDefault(entry.Path, "unspecified")))
            .ToLookup(entry => entry.Object, entry => entry.Path);
        var found = new List<IndexedNotebook>();
        BlobReader.Read(repository, [.. paths.Select(group => group.Key)], (name, content) =>
            found.AddRange(paths[name].Distinct().Select(path => Check(path, filters.GetValueOrDefault(path, "unspecified"), content, rules.For(path)))));
        return [.. found.GroupBy(notebook => notebook.Path).Select(stages => stages.MaxBy(stage => stage.State)!).OrderBy(notebook => notebook.Path, StringComparer.Ordinal)];
    }

    private static bool IsOurs(string filter) =>
        filter is DeckleSettings.Driver or "unspecified" || ForeignTool.All.Any(tool => tool.Attributes.Contains(("filter", filter)));

    private static Dictionary<string, string> Filters(GitRepository repository, IEnumerable<string> paths)
    {
        byte[] input = Encoding.UTF8.GetBytes(string.Concat(paths.Distinct().Select(path => path + "\0")));
        if (input.Length == 0)
        {
            return [];
        }

        GitResult result = GitProgram.Run(repository.Root, ["check-attr", "-z", "--stdin", "filter"], input);
        return result.IsGood
            ? result.Fields.Chunk(3).Where(chunk => chunk.Length == 3).ToDictionary(chunk => chunk[0], chunk => chunk[2])
            : throw GitErrors.Failed("read git's attributes", result);
    }

    private static IndexedNotebook Check(string path, string filter, byte[] content, StripOptions? options)
    {
        if (options is null || NotebookFilter.IsStoredAsItIs(content))
        {
            return new IndexedNotebook(path, filter, NotebookState.Other, content.Length, content.Length, null);
        }

        try
        {
            ReadOnlyMemory<byte> stripped = NotebookFilter.Strip(path, content, options);
            NotebookState state = stripped.Span.SequenceEqual(content) ? NotebookState.Clean : NotebookState.Dirty;
            return new IndexedNotebook(path, filter, state, content.Length, stripped.Length, null);
        }
        catch (DeckleException e) when (NotebookFilter.IsAboutContent(e))
        {
            return new IndexedNotebook(path, filter, NotebookState.Broken, content.Length, content.Length, e.Message);
        }
    }
}
