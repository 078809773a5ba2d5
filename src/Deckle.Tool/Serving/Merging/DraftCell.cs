using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tool.Serving.Merging;

/// <summary>What somebody made of a row.</summary>
/// <param name="Row">Its index.</param>
/// <param name="Source">The text in the editor; null for that of the merge.</param>
/// <param name="Outputs">Whose outputs it has: <c>base</c>, <c>local</c>, <c>remote</c> or <c>none</c>; null for those of the merge.</param>
/// <param name="Choices">The side taken for each conflict by its index in the row.</param>
/// <param name="IsKept">Whether it stays although a side removed it.</param>
internal sealed record DraftCell(int Row, JsonString? Source, string? Outputs, IReadOnlyDictionary<int, ConflictSide> Choices, bool IsKept);
