using Deckle.Json;
using Deckle.Kernels;

namespace Deckle.Tool.Testing;

/// <summary>What running a notebook once gave.</summary>
/// <param name="Notebook">The executed notebook, as <c>deckle run</c> would save it.</param>
/// <param name="Cells">One for each code cell of the tested notebook, in order.</param>
internal sealed record NotebookExecution(Notebook Notebook, IReadOnlyList<CellExecution> Cells)
{
    /// <summary>The kernel and why it was chosen.</summary>
    public JsonObject Kernel { get; init; } = JsonObject.Empty;

    /// <summary>How the kernel died, a clause such as <c>the kernel was killed by SIGKILL</c>; null when it did not.</summary>
    public string? Death { get; init; }

    /// <summary>Whether a kernel did not come back from the interrupt of a cell that took too long.</summary>
    public bool IsStuck { get; init; }

    /// <summary>The first cell that failed, as the executor tells it; null for none.</summary>
    public CellFailure? Failure { get; init; }

    /// <summary>The last that a kernel's process wrote before it died.</summary>
    public string LastWords { get; init; } = "";

    /// <summary>Whether the test was stopped before the last cell.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>What cells gave and did not reach us: the test says nothing then.</summary>
    public IReadOnlyList<ExecutionLoss> Losses { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
