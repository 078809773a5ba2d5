using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Deckle.Stores.Files;

/// <summary>The file system. A version is the time and size of a file; between the look at it and the replacement lies a moment.</summary>
internal sealed class FileStore : IStore
{
    public Task<StoreEntry?> FindAsync(StoreAddress address, CancellationToken cancellationToken = default)
    {
        var file = new FileInfo(address.Key);
        return Task.FromResult(file.Exists ? new StoreEntry(address, file.Length, Version(file)) : null);
    }

    public Task<StoreContent> OpenAsync(StoreAddress address, CancellationToken cancellationToken = default)
    {
        string path = address.Key;
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

            // A pipe has no size.
            return Task.FromResult(new StoreContent(stream, stream.CanSeek ? stream.Length : null, Version(new FileInfo(path))));
        }
        catch (Exception e) when (StoreErrors.FromReading(e, path) is { } error)
        {
            throw error;
        }
    }

    public Task<string?> WriteAsync(StoreAddress address, Action<IBufferWriter<byte>> write, WriteCondition? condition = null, CancellationToken cancellationToken = default)
    {
        string path = address.Key;
        AtomicFile.Write(path, output =>
        {
            write(output);
            var file = new FileInfo(path);
            if (condition is not null && condition.Version != (file.Exists ? Version(file) : null))
            {
                throw StoreErrors.Conflict(address, isGone: !file.Exists);
            }
        });
        return Task.FromResult<string?>(Version(new FileInfo(path)));
    }

    public async IAsyncEnumerable<StoreEntry> ListAsync(StoreAddress folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        string[] paths;
        try
        {
            paths = [.. Directory.EnumerateFiles(folder.Key, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.InputUnreadable(folder.Key, e.Message);
        }

        foreach (string path in paths)
        {
            var file = new FileInfo(path);
            yield return new StoreEntry(StoreAddress.Parse(path), file.Length, Version(file));
        }
    }

    private static string Version(FileInfo file) => string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks:x}-{(file.Exists ? file.Length : 0):x}");
}
