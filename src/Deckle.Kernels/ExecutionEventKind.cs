namespace Deckle.Kernels;

public enum ExecutionEventKind
{
    RunStarted,
    CellStarted,

    /// <summary>The kernel published something for a cell.</summary>
    CellOutput,

    CellFinished,
    RunFinished,
}
