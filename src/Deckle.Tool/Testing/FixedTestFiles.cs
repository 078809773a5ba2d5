using Deckle.Stores;
using Deckle.Tool.Running;

namespace Deckle.Tool.Testing;

/// <summary>
/// Writes the files that tests leave. Where their kernels may change files, all places are fixed before the first of them runs:
/// no link that a kernel makes leads a write elsewhere.
/// </summary>
internal sealed class FixedTestFiles : IDisposable
{
    private readonly FixedFolder?[] folders;
    private readonly Dictionary<string, HeldPlace> places = new(StringComparer.Ordinal);

    /// <param name="report">The file that the results of all are written to; null for none.</param>
    /// <exception cref="DeckleException">A place cannot be written.</exception>
    public FixedTestFiles(TestOptions options, IReadOnlyList<TestTarget> targets, string? report)
    {
        folders = [FixedFolder.Of(options.Run, options.OutputFolder), FixedFolder.Of(options.Run, options.ReportFolder)];
        if (!options.Run.FixesPlaces)
        {
            return;
        }

        string[] updated = options.IsUpdating ? [.. targets.Select(target => target.Path).Where(path => StorePath.LocalFolder(path) is not null && File.Exists(path))] : [];
        foreach (string path in updated.Concat(report is null ? [] : [report]).Distinct(StringComparer.Ordinal))
        {
            places[path] = HeldPlace.Open(path, createFolder: true);
        }
    }

    /// <summary>Writes a file, and its folder where it is missing.</summary>
    /// <exception cref="DeckleException">It cannot be written.</exception>
    public void Write(string path, byte[] content)
    {
        if (places.TryGetValue(path, out HeldPlace? place))
        {
            place.Write(content);
        }
        else if (folders.OfType<FixedFolder>().FirstOrDefault(folder => folder.Has(path)) is { } folder)
        {
            folder.Write(path, content);
        }
        else
        {
            NotebookPaths.WriteNew(path, content);
        }
    }

    /// <summary>Replaces the tested notebook.</summary>
    /// <inheritdoc cref="Write"/>
    public void Update(TestedNotebook tested, ReadOnlyMemory<byte> content)
    {
        if (places.TryGetValue(tested.Path, out HeldPlace? place))
        {
            place.Write(content.Span);
        }
        else
        {
            NotebookPaths.Write(tested.Path, content, tested.File.Version);
        }
    }

    public void Dispose()
    {
        foreach (IDisposable held in (IEnumerable<IDisposable>)[.. folders.OfType<FixedFolder>(), .. places.Values])
        {
            held.Dispose();
        }
    }
}
