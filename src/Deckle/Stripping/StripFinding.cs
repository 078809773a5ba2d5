using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>One thing that went.</summary>
/// <param name="Path">Where it was, in the notebook before stripping.</param>
/// <param name="CellIndex">The cell's place before stripping, from 0, counted through the worksheets of old notebooks; null outside cells.</param>
/// <param name="CellId">The cell's id before stripping; null where it has none.</param>
/// <param name="Detail">What it was, in a few words: <c>output stream:stdout</c>, <c>metadata.collapsed</c>, <c>execution count 7</c>.</param>
public sealed record StripFinding(StripKind Kind, JsonPath Path, int? CellIndex, string? CellId, string Detail);
