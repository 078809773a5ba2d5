namespace Deckle.Merging;

/// <summary>A stretch of a text as each of three versions has it: whole lines with their ends.</summary>
public sealed record TextChunk(MergeChunkKind Kind, string Base, string Local, string Remote);
