using Deckle.Stores;

namespace Deckle.Tool.Batch;

/// <summary>The notebooks of a batch: files, folders and patterns, each file once.</summary>
internal static class BatchInputs
{
    /// <param name="outputRoot">The folder of results. What stands in it is an input only where it is named itself.</param>
    /// <exception cref="DeckleException">A file that was named is not there.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths, string outputRoot) =>
        [.. paths.SelectMany(path => Expand(path, outputRoot)).DistinctBy(StorePath.Full)];

    private static IEnumerable<string> Expand(string path, string outputRoot)
    {
        if (path == NotebookPaths.Stdin)
        {
            throw BatchErrors.Stdin();
        }

        if (StorePath.IsRemote(path))
        {
            return NotebookPaths.Expand([path]).Where(found => !found.StartsWith($"{outputRoot}/", StringComparison.Ordinal));
        }

        if (Directory.Exists(path))
        {
            return NotebookPaths.Expand([path]).Where(found => !IsResult(found, path, outputRoot));
        }

        if (File.Exists(path))
        {
            return [path];
        }

        return Glob.IsPattern(path) ? Glob.Files(path).Where(found => !IsResult(found, ".", outputRoot)) : throw StoreErrors.InputMissing(path);
    }

    /// <summary>Whether a file that was found is what a batch wrote: this one's, or another's by the record beside it.</summary>
    private static bool IsResult(string found, string searched, string outputRoot)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(found))!;
        bool isInRoot = $"{folder}/".StartsWith($"{outputRoot}/", StringComparison.Ordinal) && !$"{Path.GetFullPath(searched)}/".StartsWith($"{outputRoot}/", StringComparison.Ordinal);
        return isInRoot || RunRecord.IsAt(Path.GetFileName(found) == "notebook.ipynb" ? Path.Combine(folder, "run.json") : BatchLayout.RecordBeside(found));
    }
}
