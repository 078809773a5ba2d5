namespace Deckle.Stores;

/// <summary>Something of a store, read whole.</summary>
/// <param name="Version">As in <see cref="StoreEntry.Version"/>.</param>
public sealed record StoredBytes(ReadOnlyMemory<byte> Content, string? Version);
