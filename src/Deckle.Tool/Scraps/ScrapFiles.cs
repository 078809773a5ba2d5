using Deckle.Json;
using Deckle.Scraps;

namespace Deckle.Tool.Scraps;

/// <summary>The notebooks of a command, read for their scraps.</summary>
/// <param name="Failures">The notebooks that cannot be read, which do not keep the others from it.</param>
internal sealed record ScrapFiles(ScrapBook Book, IReadOnlyList<(string Path, DeckleException Error)> Failures)
{
    /// <param name="laterWins">As in <see cref="ScrapReader.Read"/>.</param>
    public static ScrapFiles Read(IEnumerable<string> given, bool laterWins)
    {
        string[] paths = [.. NotebookPaths.Expand(given)];
        var runs = new ScrapRun?[paths.Length];
        var failures = new DeckleException?[paths.Length];
        Parallel.For(0, paths.Length, i =>
        {
            try
            {
                ScrapRun run = ReadOne(paths[i], laterWins);
                runs[i] = paths.Length == 1 ? run : Detached(run);
            }
            catch (DeckleException e)
            {
                failures[i] = e;
            }
        });
        return new ScrapFiles(
            new ScrapBook(runs.OfType<ScrapRun>()),
            [.. failures.Select((error, i) => (paths[i], error)).Where(pair => pair.error is not null).Select(pair => (pair.Item1, pair.error!))]);
    }

    private static ScrapRun ReadOne(string path, bool laterWins)
    {
        Notebook notebook = NotebookReader.Read(NotebookInput.Read(path));
        return ScrapReader.ReadRun(path, notebook.Format.Major < 4 ? NotebookUpgrader.Upgrade(notebook) : notebook, laterWins);
    }

    /// <summary>
    /// The same run, on bytes of its own: a string that was read is a piece of its file, and of a hundred thousand files nobody wants all.
    /// </summary>
    private static ScrapRun Detached(ScrapRun run) => run with
    {
        Parameters = (JsonObject)Detached(run.Parameters),
        Scraps = new ScrapSet(
            run.Scraps.Values.Select(scrap => scrap with
            {
                Data = scrap.Data is null ? null : Detached(scrap.Data),
                Display = scrap.Display is null ? null : new Output((JsonObject)Detached(scrap.Display.Json)),
            }),
            run.Scraps.Problems),
    };

    private static JsonValue Detached(JsonValue value) => JsonReader.Read(JsonWriter.ToUtf8(value, JsonWriterOptions.Compact));
}
