using System.Text;
using Deckle.Json;
using Deckle.Stores;

namespace Deckle.Tool.Batch;

/// <summary>The results of a batch on disk, as JSON Lines, until they are written as summaries: those begin with counts that are known last. It vanishes with the process.</summary>
internal sealed class ResultSpool : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"deckle-batch-{Guid.NewGuid():N}.jsonl");
    private readonly FileStream stream;

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

    public void Add(JsonObject row)
    {
        try
        {
            stream.Write(JsonWriter.ToUtf8(row, JsonWriterOptions.Compact));
            stream.WriteByte((byte)'\n');
        }
        catch (Exception e) when (StoreErrors.From(e, path) is { } error)
        {
            throw error;
        }
    }

    /// <summary>The rows as they were added. One reading at a time.</summary>
    public IEnumerable<JsonObject> Rows()
    {
        stream.Position = 0;
        using var lines = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        while (lines.ReadLine() is { } line)
        {
            yield return (JsonObject)JsonReader.Read(line);
        }
    }

    public void Dispose() => stream.Dispose();
}
