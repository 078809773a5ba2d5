namespace Deckle.Scraps;

/// <summary>The scraps of many notebooks: scrapbook's <c>Scrapbook</c>.</summary>
public sealed class ScrapBook
{
    /// <param name="runs">
    /// In their order. Where two files have the same name, as in a folder for each run, their keys are their paths without extension.
    /// </param>
    public ScrapBook(IEnumerable<ScrapRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ScrapRun[] all = [.. runs];
        HashSet<string> shared = [.. all.CountBy(run => run.Key).Where(count => count.Value > 1).Select(count => count.Key)];
        Runs = shared.Count == 0 ? all : [.. all.Select(run => shared.Contains(run.Key) ? run with { Key = WithoutExtension(run.Path) } : run)];
    }

    public IReadOnlyList<ScrapRun> Runs { get; }

    /// <summary>The scraps of all notebooks as if they were one: a later scrap of the same name counts, at the place of the first.</summary>
    public ScrapSet Merged => new(Runs.SelectMany(run => run.Scraps.Values), [.. Runs.SelectMany(run => run.Scraps.Problems)]);

    private static string WithoutExtension(string path) => path[..^System.IO.Path.GetExtension(path).Length];
}
