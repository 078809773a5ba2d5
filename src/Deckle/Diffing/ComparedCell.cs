using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>What the alignment looks at in a cell; the costly parts are made when they are asked for.</summary>
internal sealed class ComparedCell(Cell cell, int key)
{
    /// <summary>A number that cells of equal type and source share, on both sides.</summary>
    public int Key { get; } = key;

    public JsonObject Json => cell.Json;

    public CellKind Kind { get; } = cell.Kind;

    /// <summary>The index of the cell of the other side with the same id; -1 for none, and where a side has the id twice.</summary>
    public int Namesake { get; set; } = -1;

    /// <summary>The source; empty where it is none.</summary>
    public ReadOnlyMemory<byte> Source { get; } = (cell.Json["source"] as JsonString)?.Utf8 ?? default;

    public TokenBag Bag => field ??= TokenBag.Of(Source.Span);

    public SourceLines Lines => field ??= SourceLines.Of(Source);

    public bool IsBlank => Bag.Count == 0;
}
