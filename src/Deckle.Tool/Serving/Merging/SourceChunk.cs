namespace Deckle.Tool.Serving.Merging;

/// <summary>A piece of a text that three versions have, each its own: whole lines with their ends.</summary>
internal sealed record SourceChunk(SourceChunkKind Kind, string Base, string Local, string Remote);
