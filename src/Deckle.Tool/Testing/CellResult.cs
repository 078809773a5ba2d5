using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Batch;

namespace Deckle.Tool.Testing;

/// <summary>What the test of a cell gave.</summary>
/// <param name="Number">Its place among the code cells, from 1.</param>
internal sealed record CellResult(int Number, CellOutcome Outcome)
{
    /// <summary>Its place among all cells, from 0.</summary>
    public int Index { get; init; }

    public string? Id { get; init; }

    public string Source { get; init; } = "";

    /// <summary>In one line why it is not simply passed, in nbval's words where nbval has some; null for a cell that passed.</summary>
    public string? Message { get; init; }

    /// <summary>How the outputs differ.</summary>
    public IReadOnlyList<OutputDifference> Differences { get; init; } = [];

    /// <summary>The kernel's account of an exception, with its ANSI colours.</summary>
    public IReadOnlyList<string> Traceback { get; init; } = [];

    public TimeSpan Duration { get; init; }

    /// <summary>nbval's name for it.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"Cell {Number}");

    public bool IsBad => Outcome is CellOutcome.Failed or CellOutcome.Flaky;
}
