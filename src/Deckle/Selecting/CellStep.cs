namespace Deckle.Selecting;

/// <summary>What a run does with one cell, and why.</summary>
/// <param name="Reason">A clause: <c>not selected by --only</c>; empty for a cell that simply runs.</param>
public sealed record CellStep(CellAction Action, string Reason = "")
{
    public static CellStep Run { get; } = new(CellAction.Run);
}
