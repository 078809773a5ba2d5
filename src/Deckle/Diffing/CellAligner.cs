using Deckle.Text;

namespace Deckle.Diffing;

/// <summary>Finds the cells that two notebooks share.</summary>
public static class CellAligner
{
    public static CellAlignment Align(IReadOnlyList<Cell> before, IReadOnlyList<Cell> after)
    {
        var matches = new List<(int, int)>();
        IReadOnlyList<EditRun> runs = SequenceDiff.Compute([.. before.Select(Key)], [.. after.Select(Key)]);
        foreach (EditRun run in runs.Where(run => run.Kind == EditKind.Keep))
        {
            for (int i = 0; i < run.Length; i++)
            {
                matches.Add((run.Before + i, run.After + i));
            }
        }

        return new CellAlignment(matches, [], new Dictionary<int, int>(), new Dictionary<int, int>());
    }

    private static (CellKind, string) Key(Cell cell) => (cell.Kind, cell.Id ?? cell.Source);
}
