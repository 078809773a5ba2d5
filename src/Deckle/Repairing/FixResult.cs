using Deckle.Merging;
using Deckle.Validation;

namespace Deckle.Repairing;

/// <summary>A notebook that can be read again.</summary>
/// <param name="Bytes">The file. Where nothing had to be done, the very bytes that were given.</param>
/// <param name="Notebook">The notebook in it.</param>
/// <param name="Repairs">What was done, by line of the broken file.</param>
/// <param name="Conflicts">What the two sides of a merge of text contradict each other about; it is shown in the notebook.</param>
/// <param name="Findings">What makes the notebook invalid and needs a person.</param>
public sealed record FixResult(
    ReadOnlyMemory<byte> Bytes,
    Notebook Notebook,
    IReadOnlyList<TextRepair> Repairs,
    IReadOnlyList<MergeConflict> Conflicts,
    IReadOnlyList<ValidationFinding> Findings);
