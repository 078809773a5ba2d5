using System.Buffers;
using Deckle.Stores;

namespace Deckle.Tool.Batch;

/// <summary>The files that a batch is summed up in, each in the format that its name says.</summary>
internal sealed class SummaryFiles : IDisposable
{
    private readonly IReadOnlyList<(string Path, Action<Summary, Stream> Write)> files;

    private readonly List<HeldPlace> places = [];

    /// <param name="paths">Of <c>--summary</c>.</param>
    /// <param name="junit">Of <c>--junit</c>.</param>
    /// <exception cref="DeckleException">A name does not tell its format.</exception>
    public SummaryFiles(IEnumerable<string> paths, IEnumerable<string> junit) =>
        files = [.. paths.Select(path => (path, WriterOf(path))), .. junit.Select(path => (path, (Action<Summary, Stream>)JUnitSummary.Write))];

    public bool Any => files.Count > 0;

    /// <summary>Says now what would fail at the end.</summary>
    /// <param name="isFixed">Whether what kernels do from now on leads them nowhere else.</param>
    /// <exception cref="DeckleException">A file cannot be written.</exception>
    public void Prepare(bool isFixed)
    {
        foreach ((string path, _) in files)
        {
            if (isFixed)
            {
                places.Add(HeldPlace.Open(path, createFolder: true));
            }
            else
            {
                AtomicFile.Prepare(path, createFolder: true);
            }
        }
    }

    /// <inheritdoc cref="Prepare"/>
    public void Write(Summary summary)
    {
        foreach ((int index, (string path, Action<Summary, Stream> write)) in files.Index())
        {
            void Put(IBufferWriter<byte> output)
            {
                using var stream = new BufferStream(output);
                write(summary, stream);
            }

            if (places.Count > 0)
            {
                places[index].Write(Put);
            }
            else
            {
                AtomicFile.Write(path, Put);
            }
        }
    }

    public void Dispose() => places.ForEach(place => place.Dispose());

    private static Action<Summary, Stream> WriterOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".md" or ".markdown" => MarkdownSummary.Write,
        ".json" => JsonSummary.Write,
        ".xml" => JUnitSummary.Write,
        _ => throw BatchErrors.NoSummaryFormat(path),
    };
}
