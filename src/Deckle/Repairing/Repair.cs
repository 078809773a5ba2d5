using Deckle.Json;

namespace Deckle.Repairing;

/// <summary>One thing that was put right.</summary>
/// <param name="Path">Where, in the notebook before the repair.</param>
/// <param name="CellIndex">The cell, from 0; null outside cells.</param>
/// <param name="Message">What was done, and in which cell; one line.</param>
public sealed record Repair(JsonPath Path, int? CellIndex, string Message);
