using Deckle.Editing;
using Deckle.Json;
using Deckle.Merging;
using Deckle.Tests.Diffing;

namespace Deckle.Tests.Merging;

/// <summary>The merges of nbdime's own tests.</summary>
public class MergeVectorTests
{
    // nbdime joins the lines of two outputs into one that no run ever printed; here both outputs stay. A text of one line under "union"
    // it glues together ("localremote").
    private static readonly string[] OtherUnion = ["test_merge_output_strategy_union_conflict", "test_metadata_union_strategy_metadata"];

    // "base 2" that became "remote 2" is an edited cell here, one that was replaced there; so what local put behind it comes earlier.
    private const string OtherOrder = "test_merge_interleave_cell_add_remove";

    [Fact]
    public void What_nbdime_merges_cleanly_is_clean_with_the_same_sources()
    {
        JsonObject[] vectors = [.. DiffVectors.Of("merge_notebooks").Where(vector => vector["conflict"] is JsonBoolean { Value: false })];
        Assert.Equal(86, vectors.Length);
        foreach (JsonObject vector in vectors)
        {
            string name = vector.GetText("test")!;
            Notebook theirs = Side(vector, "merged");

            MergeResult merged = Merge(vector);

            Assert.True(merged.IsClean, $"{name}: {string.Join("; ", merged.Conflicts)}");
            string test = name[(name.IndexOf("::", StringComparison.Ordinal) + 2)..];
            if (test == OtherOrder)
            {
                Assert.Equal(Sources(theirs).Order(StringComparer.Ordinal), Sources(merged.Notebook).Order(StringComparer.Ordinal));
                continue;
            }

            Assert.Equal(Sources(theirs), Sources(merged.Notebook));
            if (!OtherUnion.Contains(test))
            {
                // Cells of nbformat 4.5 without ids, which nbdime's tests leave so, get them.
                Assert.Equal(NotebookUpgrader.RepairIds(theirs), merged.Notebook);
            }
        }
    }

    [Fact]
    public void Where_nbdime_has_a_conflict_no_line_of_a_source_is_lost()
    {
        JsonObject[] vectors = [.. DiffVectors.Of("merge_notebooks").Where(vector => vector["conflict"] is JsonBoolean { Value: true })];
        Assert.Equal(32, vectors.Length);
        foreach (JsonObject vector in vectors.Where(vector => Options(vector).InputStrategy is null))
        {
            Notebook merged = Merge(vector).Notebook;

            HashSet<string> known = [.. EditedNotebook.Lines(merged), .. EditedNotebook.Lines(Side(vector, "base"))];
            Assert.Superset(EditedNotebook.Lines(Side(vector, "local")), known);
            Assert.Superset(EditedNotebook.Lines(Side(vector, "remote")), known);
        }
    }

    private static MergeResult Merge(JsonObject vector) => NotebookMerger.Merge(Side(vector, "base"), Side(vector, "local"), Side(vector, "remote"), Options(vector));

    private static Notebook Side(JsonObject vector, string side)
    {
        var notebook = new Notebook(vector.Get<JsonObject>(side)!);
        return notebook.Format.Major < 4 ? notebook : JoinedNotebook.Of(notebook).Notebook;
    }

    private static IEnumerable<string> Sources(Notebook notebook) =>
        (notebook.Json.Get<JsonArray>("cells") ?? JsonArray.Empty).Cast<JsonObject>().Select(cell => cell.GetText("cell_type") + ": " + cell.GetText("source"));

    private static MergeOptions Options(JsonObject vector)
    {
        JsonObject given = vector["strategies"] as JsonObject ?? JsonObject.Empty;
        return new MergeOptions
        {
            Strategy = Strategy(given, "merge_strategy") ?? MergeStrategy.Inline,
            InputStrategy = Strategy(given, "input_strategy"),
            OutputStrategy = Strategy(given, "output_strategy"),
            IgnoresTransients = given["ignore_transients"] is not JsonBoolean { Value: false },
        };
    }

    private static MergeStrategy? Strategy(JsonObject given, string key) => given.GetText(key) switch
    {
        "use-base" => MergeStrategy.UseBase,
        "use-local" => MergeStrategy.UseLocal,
        "use-remote" => MergeStrategy.UseRemote,
        "union" => MergeStrategy.Union,
        "remove" => MergeStrategy.Remove,
        "clear-all" => MergeStrategy.ClearAll,
        _ => null,
    };
}
