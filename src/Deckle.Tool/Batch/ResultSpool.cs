using Deckle.Json;
using Deckle.Stores;

namespace Deckle.Tool.Batch;

/// <summary>
/// The results of a batch on disk until they are written as summaries: those begin with counts that are known last, and tell the runs in the order
/// of the batch, not in that of their ends. In memory are sixteen bytes a run. It vanishes with the process.
/// </summary>
internal sealed class ResultSpool : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"deckle-batch-{Guid.NewGuid():N}.jsonl");
    private readonly FileStream stream;
    private readonly List<(long Start, int Length)> places = [];

    public ResultSpool()
    {
        try
        {
            stream = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 64 * 1024,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });

            // Nobody else needs its name, and nothing is left when we are killed.
            File.Delete(path);
        }
        catch (Exception e) when (StoreErrors.From(e, path) is { } error)
        {
            throw error;
        }
    }

    /// <param name="index">The run's place in the batch.</param>
    public void Add(long index, JsonObject row)
    {
        byte[] bytes = JsonWriter.ToUtf8(row, JsonWriterOptions.Compact);
        while (places.Count <= index)
        {
            places.Add((0, 0));
        }

        places[(int)index] = (stream.Position, bytes.Length);
        try
        {
            stream.Write(bytes);
        }
        catch (Exception e) when (StoreErrors.From(e, path) is { } error)
        {
            throw error;
        }
    }

    /// <summary>The rows in the order of the batch.</summary>
    public IEnumerable<JsonObject> Rows()
    {
        stream.Flush();
        foreach ((long start, int length) in places.Where(place => place.Length > 0))
        {
            byte[] bytes = new byte[length];
            int read = RandomAccess.Read(stream.SafeFileHandle, bytes, start);
            yield return (JsonObject)JsonReader.Read(bytes.AsMemory(0, read));
        }
    }

    public void Dispose() => stream.Dispose();
}
