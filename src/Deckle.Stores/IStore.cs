using System.Buffers;

namespace Deckle.Stores;

/// <summary>Reads and writes what lies in one kind of store. All errors are <see cref="DeckleException"/>s whose texts hold no secret.</summary>
public interface IStore
{
    /// <summary>What is at a place; null when nothing is.</summary>
    Task<StoreEntry?> FindAsync(StoreAddress address, CancellationToken cancellationToken = default);

    /// <exception cref="DeckleException">Nothing is there, or it cannot be read.</exception>
    Task<StoreContent> OpenAsync(StoreAddress address, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces what is at a place, at once and as a whole: until it returns, and when it fails, the old content stands there.
    /// Large content goes in parts and is never whole in memory.
    /// </summary>
    /// <param name="write">Puts out the content. May be called again, when a transfer must start anew.</param>
    /// <param name="condition">What must be true for the write to happen; null for no condition.</param>
    /// <returns>The new version; null where the store keeps none.</returns>
    /// <exception cref="DeckleException"><c>store-conflict</c>: the condition does not hold, and what is there is something else than was to be written.</exception>
    Task<string?> WriteAsync(StoreAddress address, Action<IBufferWriter<byte>> write, WriteCondition? condition = null, CancellationToken cancellationToken = default);

    /// <summary>All that lies below a place, at any depth, in order of the keys.</summary>
    IAsyncEnumerable<StoreEntry> ListAsync(StoreAddress folder, CancellationToken cancellationToken = default);
}
