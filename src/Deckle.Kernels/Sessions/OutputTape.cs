using Deckle.Json;

namespace Deckle.Kernels.Sessions;

/// <summary>
/// The output messages of one job in order. The first are in memory; when they are too many all are in a file. What the disk does not take
/// stays in memory, since nothing may be lost.
/// </summary>
/// <param name="path">The file, made when it is needed; null for memory only.</param>
/// <param name="keep">The bytes that are kept in memory.</param>
internal sealed class OutputTape(string? path, long keep) : IDisposable
{
    private readonly List<(long Start, byte[]? Kept, int Length)> events = [];
    private FileStream? file;
    private bool isFull;
    private long bytes;

    public int Count => events.Count;

    /// <summary>Whether the outputs are so many that they are in a file.</summary>
    public bool IsInFile => file is not null;

    /// <returns>The position of the event, by which it is read.</returns>
    public int Append(JsonObject output)
    {
        byte[] json = JsonWriter.ToUtf8(output, JsonWriterOptions.Compact);
        bytes += json.Length;
        events.Add((0, json, json.Length));
        if (path is not null && !isFull && bytes > keep)
        {
            MoveToFile();
        }

        return events.Count - 1;
    }

    public JsonObject Read(int at)
    {
        (long start, byte[]? kept, int length) = events[at];
        if (kept is null)
        {
            kept = new byte[length];
            file!.Position = start;
            file.ReadExactly(kept);
        }

        return (JsonObject)JsonReader.Read(kept);
    }

    public void Dispose()
    {
        file?.Dispose();
        file = null;
    }

    private void MoveToFile()
    {
        try
        {
            file ??= new FileStream(path!, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                BufferSize = 0,
            });
            long end = file.Length;
            for (int at = events.Count - 1; at >= 0 && events[at].Kept is { } json; at--)
            {
                file.Position = end;
                file.Write(json);
                events[at] = (end, null, json.Length);
                end += json.Length;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            isFull = true;
        }
    }
}
