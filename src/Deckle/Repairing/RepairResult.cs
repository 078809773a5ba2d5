using Deckle.Validation;

namespace Deckle.Repairing;

/// <summary>A repaired notebook.</summary>
/// <param name="Bytes">The file: every byte that had nothing to do with a repair is as it was.</param>
/// <param name="Notebook">The notebook in it.</param>
/// <param name="Repairs">What was done; empty where nothing could be.</param>
/// <param name="Findings">What remains, with places in <paramref name="Bytes"/>.</param>
public sealed record RepairResult(
    ReadOnlyMemory<byte> Bytes,
    Notebook Notebook,
    IReadOnlyList<Repair> Repairs,
    IReadOnlyList<ValidationFinding> Findings);
