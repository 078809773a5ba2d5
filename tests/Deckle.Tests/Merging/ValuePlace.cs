using Deckle.Json;

namespace Deckle.Tests.Merging;

/// <summary>Where in a notebook a value stands whose merge nbdime tests on its own.</summary>
/// <param name="NotebookOf">The notebook with the value in it.</param>
/// <param name="ValueOf">The value of a merged notebook.</param>
internal sealed record ValuePlace(Func<JsonValue, Notebook> NotebookOf, Func<Notebook, JsonValue?> ValueOf)
{
    private const string Foo = "foo";
    private const string Transient = "transient";

    // Whatever anybody likes.
    private static readonly ValuePlace Metadata = new(value => New(JsonObject.Of(("value", value))), merged => merged.Metadata["value"]);

    // A side may give it a new number, and means nothing by it.
    private static readonly ValuePlace Count = new(
        value => New(JsonObject.Empty, Code("count").With("execution_count", ((JsonObject)value)[Foo]!)),
        merged => JsonObject.Of((Foo, merged.Cells.Single().Json["execution_count"]!)));

    // The only lists from which a strategy removes.
    private static readonly ValuePlace ListOfOutputs = new(value => New(JsonObject.Empty, Code("run").With("outputs", Outputs(value))), merged => Items(merged.Cells.Single()));

    private static readonly ValuePlace MemberOfOutputs = new(value => ListOfOutputs.NotebookOf(((JsonObject)value)[Foo]!), merged => JsonObject.Of((Foo, ListOfOutputs.ValueOf(merged)!)));

    // The only list of things with ids.
    private static readonly ValuePlace Cells = new(
        value => New(JsonObject.Empty, [.. ((JsonArray)value).Cast<JsonObject>().Select(item => Code("aligned").With("source", item["id"]!).With("metadata", Renamed(item.Without("id"), Transient, "scrolled")))]),
        merged => JsonArray.From(merged.Cells.Select(cell => Renamed(cell.Metadata, "scrolled", Transient).With("id", cell.Source))));

    // An object that holds what the kernel says of itself.
    private static readonly ValuePlace Language = new(
        value => New(((JsonObject)value)["a"] is JsonObject a ? JsonObject.Of(("language_info", Renamed(a, Transient, "version"))) : JsonObject.Empty),
        merged => merged.Metadata["language_info"] is JsonObject a ? JsonObject.Of(("a", Renamed(a, "version", Transient))) : JsonObject.Empty);

    /// <param name="test">nbdime's name for the test.</param>
    /// <param name="strategy">nbdime's strategy for what is contested; null for none.</param>
    public static ValuePlace For(string test, string? strategy) => (test[(test.LastIndexOf(':') + 1)..], strategy) switch
    {
        ("test_decide_merge_list_transients" or "test_decide_merge_mixed_nested_transients", _) => Cells,
        ("test_decide_merge_dict_transients", _) => Language,
        (_, "clear") => Count,
        ("test_decide_merge_strategy_clear_all" or "test_decide_merge_strategy_remove", "clear-all" or "remove") => MemberOfOutputs,
        (_, "clear-all" or "remove") => ListOfOutputs,
        _ => Metadata,
    };

    private static Notebook New(JsonObject metadata, params JsonValue[] cells) =>
        new(JsonObject.Of(("cells", JsonArray.From(cells)), ("metadata", metadata), ("nbformat", 4), ("nbformat_minor", 5)));

    private static JsonObject Code(string id) => Notebooks.Code(id, "").Json;

    private static JsonArray Outputs(JsonValue items) => JsonArray.From(((JsonArray)items).Select(item =>
        (JsonValue)JsonObject.Of(("data", JsonObject.Of(("application/json", item))), ("metadata", JsonObject.Empty), ("output_type", "display_data"))));

    private static JsonArray Items(Cell cell) => JsonArray.From(cell.Outputs.Select(output => output.Json.Get<JsonObject>("data")!["application/json"]!));

    private static JsonObject Renamed(JsonObject value, string from, string to) => value[from] is { } member ? value.Without(from).With(to, member) : value;
}
