using Deckle.Json;

namespace Deckle.Merging;

/// <summary>A merged cell with where it comes from and what its sides contradict each other about.</summary>
internal sealed record MergedPiece(JsonObject Cell, MergedCell Origin, IReadOnlyList<PartConflict> Conflicts);
