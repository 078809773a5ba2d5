using Deckle.Json;
using Deckle.Selecting;

namespace Deckle.Resuming;

/// <summary>
/// How a failed run is continued: from the first cell that did not run to a good end as it now stands. The cells before it are the same as
/// then and keep their outputs, unless they must run again.
/// </summary>
public sealed record Continuation
{
    private Continuation(Notebook notebook, CellPlan plan, int from, IReadOnlyList<int> earlier)
    {
        Notebook = notebook;
        Plan = plan;
        From = from;
        Earlier = earlier;
    }

    /// <summary>The notebook as it is now, with what the earlier cells showed then.</summary>
    public Notebook Notebook { get; }

    /// <summary>What runs when the kernel is still the one of then.</summary>
    public CellPlan Plan { get; }

    /// <summary>The place of the cell to go on from; the number of cells when none is left.</summary>
    public int From { get; }

    /// <summary>The places of the cells that ran before it.</summary>
    public IReadOnlyList<int> Earlier { get; }

    /// <summary>Whether nothing changed before the cell that failed, so that the state of its kernel is the right one.</summary>
    public bool IsUnchanged { get; private init; }

    /// <summary>The places of the cells that run from there on.</summary>
    public IReadOnlyList<int> Later =>
        [.. Enumerable.Range(From, Notebook.Cells.Count - From).Where(index => Plan[index].Action == CellAction.Run && CellPlan.IsRunnable(Notebook.Cells[index]))];

    /// <param name="failed">What the run left.</param>
    /// <param name="now">The notebook to run, with its parameters: the same one, or a corrected one.</param>
    /// <param name="plan">Which of its cells are to run.</param>
    /// <param name="isSelective">Whether the plan was asked for; else cells that were left out then are left out again.</param>
    public static Continuation Of(FailedRun failed, Notebook now, CellPlan plan, bool isSelective)
    {
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(plan);
        HashSet<string> leftOut = isSelective ? [] : failed.LeftOut;
        var steps = plan.Steps.Select((step, index) => step.Action == CellAction.Run && now.Cells[index].Kind == CellKind.Code && leftOut.Contains(FailedRun.Key(now.Cells[index]))
            ? new CellStep(CellAction.Leave, "left out by the run that is continued")
            : step).ToList();
        List<Cell> cells = [.. now.Cells];
        int[] runnable = [.. Enumerable.Range(0, cells.Count).Where(index => steps[index].Action == CellAction.Run && CellPlan.IsRunnable(cells[index]))];
        int same = runnable.Zip(failed.Ran).TakeWhile(pair => CellTrace.Of(cells[pair.First]) == pair.Second).Count();
        foreach ((int index, Cell before) in runnable.Take(same).Zip(failed.Runnable))
        {
            cells[index] = Shown(cells[index], before);
            steps[index] = new CellStep(CellAction.Keep, "ran before");
        }

        int from = same < runnable.Length ? runnable[same] : cells.Count;
        return new Continuation(now.WithCells(cells), new CellPlan(steps), from, [.. runnable.Take(same)]) { IsUnchanged = same == failed.Ran.Count };
    }

    /// <summary>What runs in a new kernel, in which some of the earlier cells must run again.</summary>
    /// <param name="reasons">Place to reason, of the earlier cells that must.</param>
    public CellPlan Again(IReadOnlyDictionary<int, string> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        return new CellPlan([.. Plan.Steps.Select((step, index) => reasons.TryGetValue(index, out string? reason) ? new CellStep(CellAction.Run, reason) : step)]);
    }

    /// <summary>The cell of now with what it showed then, and what was told about it.</summary>
    private static Cell Shown(Cell cell, Cell before)
    {
        JsonObject metadata = cell.Metadata;
        foreach (string key in (string[])["deckle", "execution", "papermill"])
        {
            metadata = before.Metadata[key] is { } told ? metadata.With(key, told) : metadata.Without(key);
        }

        return cell.WithMetadata(metadata)
            .With("outputs", before.Json["outputs"] ?? JsonArray.Empty)
            .With("execution_count", before.Json["execution_count"] ?? JsonNull.Value);
    }
}
