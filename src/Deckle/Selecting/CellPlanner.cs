using Deckle.Parameters;

namespace Deckle.Selecting;

/// <summary>Decides which cells of a notebook run.</summary>
public static class CellPlanner
{
    /// <param name="notebook">As it was given: places count its cells, before parameters are injected.</param>
    /// <exception cref="DeckleException"><c>selection-not-found</c>, <c>selection-ambiguous</c>.</exception>
    public static CellPlan Plan(Notebook notebook, SelectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        options ??= SelectOptions.Default;
        HashSet<int> only = [.. options.Only.Find(notebook)];
        HashSet<int> skip = [.. options.Skip.Find(notebook)];
        int last = options.Until.IsEmpty ? notebook.Cells.Count - 1 : options.Until.Find(notebook)[^1];
        bool isOver = false;
        var steps = new List<CellStep>(notebook.Cells.Count);
        foreach (Cell cell in notebook.Cells)
        {
            int index = steps.Count;
            isOver |= options.StopTag.Length > 0 && cell.HasTag(options.StopTag);
            bool isParameter = cell.HasTag(ParameterFinder.Tag) || cell.HasTag(ParameterInjector.Tag);
            steps.Add(cell.Kind switch
            {
                not CellKind.Code => CellStep.Run,
                _ when skip.Contains(index) => new CellStep(CellAction.Leave, "left out by --skip"),
                _ when index > last => new CellStep(CellAction.Leave, "behind --until"),
                _ when isOver => new CellStep(CellAction.Leave, $"behind the tag {options.StopTag}"),
                _ when only.Count > 0 && !only.Contains(index) && !isParameter => new CellStep(CellAction.Leave, "not selected by --only"),
                _ when cell.HasTag(options.SkipTag) => new CellStep(CellAction.Skip, $"tagged {options.SkipTag}"),
                _ => CellStep.Run,
            });
        }

        return new CellPlan(steps);
    }
}
