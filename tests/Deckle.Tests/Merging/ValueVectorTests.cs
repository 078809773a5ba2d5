using CsCheck;
using Deckle.Json;
using Deckle.Merging;
using Deckle.Tests.Diffing;

namespace Deckle.Tests.Merging;

/// <summary>The merges of plain JSON values of nbdime's own tests, each in the place of a notebook that has its rule.</summary>
public class ValueVectorTests
{
    [Fact]
    public void What_nbdime_merges_cleanly_becomes_the_same_value()
    {
        JsonObject[] vectors = [.. Vectors().Where(vector => !HasConflict(vector))];
        Assert.Equal(63, vectors.Length);
        foreach (JsonObject vector in vectors)
        {
            (MergeResult merged, ValuePlace place) = Merge(vector, "local", "remote");

            Assert.True(merged.IsClean, $"{vector}: {string.Join("; ", merged.Conflicts)}");
            Assert.Equal(DecisionApplier.Apply(vector["base"]!, DecisionReader.Read(vector["decisions"]!)), place.ValueOf(merged.Notebook));
        }
    }

    [Fact]
    public void Where_nbdime_has_a_conflict_no_value_of_either_side_is_lost()
    {
        JsonObject[] vectors = [.. Vectors().Where(HasConflict)];
        Assert.Equal(15, vectors.Length);
        foreach (JsonObject vector in vectors)
        {
            (MergeResult merged, ValuePlace place) = Merge(vector, "local", "remote");

            IEnumerable<JsonValue?> shown = [vector["base"], place.ValueOf(merged.Notebook), .. merged.Conflicts.SelectMany(conflict => new[] { conflict.Local, conflict.Remote })];
            HashSet<JsonValue> known = [.. shown.SelectMany(Leaves)];
            Assert.Superset(Leaves(vector["local"]).ToHashSet(), known);
            Assert.Superset(Leaves(vector["remote"]).ToHashSet(), known);
        }
    }

    // Nothing but the order of "union" knows which side is local.
    [Fact]
    public void The_sides_can_be_exchanged()
    {
        foreach (JsonObject vector in Vectors().Where(vector => Strategy(vector) is not ("use-local" or "use-remote" or "union")))
        {
            (MergeResult merged, ValuePlace place) = Merge(vector, "local", "remote");
            (MergeResult swapped, _) = Merge(vector, "remote", "local");

            Assert.Equal(merged.IsClean, swapped.IsClean);
            Assert.True(!merged.IsClean || place.ValueOf(merged.Notebook) == place.ValueOf(swapped.Notebook), vector.ToString());
        }
    }

    [Fact]
    public void Generated_lists_keep_what_either_side_added_and_do_not_depend_on_the_side() => Gen.Select(Gen.Int[0, 4].Array[0, 6], Gen.Int[0, 9].Array[0, 6], Gen.Int[0, 9].Array[0, 6]).Sample(
        (old, left, right) =>
        {
            JsonObject vector = JsonObject.Of(("base", ListOf(old)), ("local", ListOf(left)), ("remote", ListOf(right)));

            (MergeResult merged, ValuePlace place) = Merge(vector, "local", "remote");
            (MergeResult swapped, _) = Merge(vector, "remote", "local");

            Assert.Equal(merged.IsClean, swapped.IsClean);
            if (merged.IsClean)
            {
                JsonValue? value = place.ValueOf(merged.Notebook);
                HashSet<JsonValue> kept = [.. Leaves(value)];
                Assert.Equal(value, place.ValueOf(swapped.Notebook));
                Assert.Superset(left.Concat(right).Except(old).Select(item => (JsonValue)item).ToHashSet(), kept);
            }
        },
        iter: 2000);

    private static IEnumerable<JsonObject> Vectors() => DiffVectors.Of("decide_merge").Concat(DiffVectors.Of("decide_with_diff"));

    private static bool HasConflict(JsonObject vector) => vector.Get<JsonArray>("decisions")!.Cast<JsonObject>().Any(decision => decision["conflict"] is JsonBoolean { Value: true });

    private static (MergeResult Merged, ValuePlace Place) Merge(JsonObject vector, string local, string remote)
    {
        string? strategy = Strategy(vector);
        ValuePlace place = ValuePlace.For(vector.GetText("test") ?? "", strategy);
        var options = new MergeOptions
        {
            MetadataStrategy = strategy switch
            {
                "use-base" => MergeStrategy.UseBase,
                "use-local" => MergeStrategy.UseLocal,
                "use-remote" => MergeStrategy.UseRemote,
                "union" => MergeStrategy.Union,
                _ => null,
            },
            OutputStrategy = strategy switch
            {
                "remove" => MergeStrategy.Remove,
                "clear-all" => MergeStrategy.ClearAll,
                _ => null,
            },
        };
        return (NotebookMerger.Merge(place.NotebookOf(vector["base"]!), place.NotebookOf(vector[local]!), place.NotebookOf(vector[remote]!), options), place);
    }

    // Each vector has one at most, for the one value that the sides contest.
    private static string? Strategy(JsonObject vector) => (vector["strategies"] as JsonObject ?? JsonObject.Empty).SingleOrDefault().Value is JsonString name ? name.Text : null;

    private static IEnumerable<JsonValue> Leaves(JsonValue? value) => value switch
    {
        null => [],
        JsonObject members => members.SelectMany(member => Leaves(member.Value)),
        JsonArray items => items.SelectMany(Leaves),
        _ => [value],
    };

    private static JsonArray ListOf(int[] items) => JsonArray.From(items.Select(item => (JsonValue)item));
}
