namespace Deckle.Merging;

/// <summary>A stretch of three sequences with one fate.</summary>
internal readonly record struct MergeChunk(MergeChunkKind Kind, ItemRange Base, ItemRange Local, ItemRange Remote);
