using System.Buffers;

namespace Deckle.Stores.Files;

/// <summary>Standard input and output.</summary>
internal sealed class StreamStore(StoreOptions options) : IStore
{
    public Task<StoreEntry?> FindAsync(StoreAddress address, CancellationToken cancellationToken = default) => Task.FromResult<StoreEntry?>(null);

    public Task<StoreContent> OpenAsync(StoreAddress address, CancellationToken cancellationToken = default) =>
        options.StandardInput is { } input
            ? Task.FromResult(new StoreContent(input(), null, null))
            : throw StoreErrors.InputUnreadable("-", "there is no standard input here");

    public Task<string?> WriteAsync(StoreAddress address, Action<IBufferWriter<byte>> write, WriteCondition? condition = null, CancellationToken cancellationToken = default)
    {
        using Stream stream = options.StandardOutput?.Invoke() ?? throw StoreErrors.NoName();
        var output = new StreamBufferWriter(stream);
        write(output);
        output.Flush();
        return Task.FromResult<string?>(null);
    }

    public IAsyncEnumerable<StoreEntry> ListAsync(StoreAddress folder, CancellationToken cancellationToken = default) => throw StoreErrors.CannotList(folder);
}
