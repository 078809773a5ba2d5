namespace Deckle.Stores;

/// <summary>Something that a store holds.</summary>
/// <param name="Size">In bytes; null where the store does not say.</param>
/// <param name="Version">Changes whenever the content does (an entity tag, a generation); null where the store keeps none.</param>
public sealed record StoreEntry(StoreAddress Address, long? Size, string? Version);
