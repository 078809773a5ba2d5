using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Says what a merge did as decisions in nbdime's form.</summary>
public static class MergeDecisions
{
    /// <summary>What stands for the notebook that both sides come from where there is none, as for nbdime.</summary>
    public static Notebook NoAncestor { get; } = new(JsonObject.Of(("cells", JsonArray.Empty), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)));

    /// <summary>
    /// Decisions that make the merged notebook of the ancestor, here and with nbdime, each about changes that touch each other; in nbdime's order.
    /// A move is a removal and an addition. Where something is left to people they say so, with both sides' changes and what was made of them.
    /// </summary>
    /// <param name="ancestor">The notebook that was merged from; <see cref="NoAncestor"/> where there was none.</param>
    public static IReadOnlyList<MergeDecision> Of(Notebook ancestor, Notebook local, Notebook remote, MergeResult result)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(remote);
        Diff merged = HasCells(ancestor) && HasCells(result.Notebook)
            ? NotebookDiffer.Compare(ancestor, result.Notebook, Origins(result)).ToDiff()
            : ValueDiffer.Compare(ancestor.Json, result.Notebook.Json);
        var maker = new DecisionMaker(ConflictPlaces.Of(result));
        maker.Add(JsonPath.Root, Changes(ancestor, local), Changes(ancestor, remote), merged);
        return [.. maker.Decisions.OrderByDescending(decision => decision.CommonPath, DecisionOrder.Instance)];
    }

    private static Diff Changes(Notebook before, Notebook after) =>
        HasCells(before) && HasCells(after) ? NotebookDiffer.Compare(before, after).ToDiff() : ValueDiffer.Compare(before.Json, after.Json);

    private static bool HasCells(Notebook notebook) => notebook.Json["cells"] is JsonArray cells && cells.All(cell => cell is JsonObject);

    /// <summary>Where the merged cells come from, as far as they stand in that order.</summary>
    private static CellAlignment Origins(MergeResult result)
    {
        (int Before, int After)[] known = [.. result.Cells.Select((cell, index) => (cell.Base, Index: index)).Where(cell => cell.Base is not null).Select(cell => (cell.Base!.Value, cell.Index))];
        HashSet<int> ascending = [.. AscendingRun.Longest([.. known.Select(cell => cell.Before)])];
        return new CellAlignment(
            [.. known.Where((_, at) => ascending.Contains(at))],
            [.. known.Where((_, at) => !ascending.Contains(at))],
            new Dictionary<int, int>(),
            new Dictionary<int, int>());
    }
}
