namespace Deckle.Stores;

/// <summary>Something of a store while it is read. An interrupted transfer goes on where it stopped, as long as the version is still the same.</summary>
/// <param name="stream">Belongs to this object.</param>
/// <param name="size">In bytes; null where the store does not say.</param>
/// <param name="version">As in <see cref="StoreEntry.Version"/>.</param>
public sealed class StoreContent(Stream stream, long? size, string? version) : IAsyncDisposable
{
    public Stream Stream { get; } = stream;

    public long? Size { get; } = size;

    public string? Version { get; } = version;

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
