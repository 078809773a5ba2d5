namespace Deckle.Repairing;

/// <summary>A text that is JSON again.</summary>
/// <param name="Documents">The JSON values of the file; more than one where files were joined by mistake. Every byte that was right is as it was.</param>
/// <param name="Repairs">What was done, in order of the file.</param>
/// <param name="Unplaced">What stands in the file and in none of the documents, and is more than a bracket or comma too many.</param>
/// <param name="Before">Text that stands before the first document; null for none.</param>
/// <param name="After">Text that stands behind the last document; null for none.</param>
/// <param name="IsCut">Whether the file ended before it was complete.</param>
internal sealed record MendedJson(
    IReadOnlyList<ReadOnlyMemory<byte>> Documents,
    IReadOnlyList<TextRepair> Repairs,
    IReadOnlyList<TextRepair> Unplaced,
    string? Before,
    string? After,
    bool IsCut);
