using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Diffing;

/// <summary>Tells changes that mean something from those that every run or save makes.</summary>
public static class NoiseClassifier
{
    // What noise can be in; a change of anything else means something.
    private static readonly string[] CellKeys = ["execution_count", "id", "metadata", "outputs"];

    private static readonly DiffNoise[] Kinds =
        [DiffNoise.Counts, DiffNoise.Ids, DiffNoise.Timings, DiffNoise.Addresses, DiffNoise.Widgets, DiffNoise.Versions];

    /// <summary>The noise that a cell's change consists of; none where it means something, or where the cell did not change.</summary>
    public static DiffNoise Classify(NotebookDiff diff, CellChange change)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(change);
        return !change.Diff.IsEmpty && change is { Before: { } before, After: { } after } && change.Diff.All(entry => CellKeys.Contains(entry.Key.Name))
            ? Explain(diff.Before.Cells[before].Json, diff.After.Cells[after].Json, WithoutCellNoise)
            : DiffNoise.None;
    }

    /// <summary>The noise that the changes beside the cells consist of; none where they mean something, or where there are none.</summary>
    public static DiffNoise ClassifyMembers(NotebookDiff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return !diff.Members.IsEmpty && diff.Members.All(entry => entry.Key.Name == "metadata")
            ? Explain(diff.Before.Json.Without("cells"), diff.After.Json.Without("cells"), WithoutNotebookNoise)
            : DiffNoise.None;
    }

    /// <summary>Whether two cells, or parts of cells, differ in nothing but some noise.</summary>
    internal static bool AreSameCells(JsonObject before, JsonObject after, DiffNoise noise) => WithoutCellNoise(before, noise) == WithoutCellNoise(after, noise);

    /// <summary>The same for notebooks without cells.</summary>
    internal static bool AreSameNotebooks(JsonObject before, JsonObject after, DiffNoise noise) => WithoutNotebookNoise(before, noise) == WithoutNotebookNoise(after, noise);

    private static DiffNoise Explain(JsonObject before, JsonObject after, Func<JsonObject, DiffNoise, JsonObject> without)
    {
        if (without(before, DiffNoise.All) != without(after, DiffNoise.All))
        {
            return DiffNoise.None;
        }

        // What can be left out without a difference showing takes no part in it.
        DiffNoise needed = DiffNoise.All;
        foreach (DiffNoise noise in Kinds)
        {
            DiffNoise others = needed & ~noise;
            needed = without(before, others) == without(after, others) ? others : needed;
        }

        return needed;
    }

    private static JsonObject WithoutCellNoise(JsonObject cell, DiffNoise noise)
    {
        JsonObject stripped = WithoutNotebookNoise(JsonObject.Of(("nbformat", 4), ("cells", JsonArray.From([noise.HasFlag(DiffNoise.Ids) ? cell.Without("id") : cell]))), noise);
        return (JsonObject)((JsonArray)stripped["cells"]!)[0];
    }

    private static JsonObject WithoutNotebookNoise(JsonObject notebook, DiffNoise noise) => NotebookStripper.Strip(new Notebook(notebook), new StripOptions
    {
        Keys = [],
        KeepOutput = true,
        KeepCount = true,
        HeedMarks = false,
        DropTransient = false,
        Noise = (noise.HasFlag(DiffNoise.Counts) ? Noise.ExecutionCounts : 0)
            | (noise.HasFlag(DiffNoise.Timings) ? Noise.Timings : 0)
            | (noise.HasFlag(DiffNoise.Addresses) ? Noise.MemoryAddresses : 0)
            | (noise.HasFlag(DiffNoise.Widgets) ? Noise.WidgetState : 0)
            | (noise.HasFlag(DiffNoise.Versions) ? Noise.KernelVersions : 0),
    }).Notebook.Json;
}
