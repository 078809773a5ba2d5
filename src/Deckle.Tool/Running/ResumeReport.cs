using System.Globalization;
using Deckle.Json;
using Deckle.Resuming;

namespace Deckle.Tool.Running;

/// <summary>How a run continues another one.</summary>
/// <param name="Kernel"><c>held</c> or <c>new</c>.</param>
/// <param name="Why">Why that one.</param>
/// <param name="Again">The earlier cells that run again: place to reason.</param>
internal sealed record ResumeReport(string Kernel, string Why, Continuation Rest, IReadOnlyDictionary<int, string> Again)
{
    private IReadOnlyList<int> Kept => [.. Rest.Earlier.Where(place => !Again.ContainsKey(place))];

    public JsonObject ToJson() => JsonObject.Of(
        ("kernel", Kernel),
        ("why", Why),
        ("from", Rest.From < Rest.Notebook.Cells.Count ? Cell(Rest.From) : JsonNull.Value),
        ("again", JsonArray.From(Rest.Earlier.Where(Again.ContainsKey).Select(place => (JsonValue)Cell(place).With("why", Again[place])))),
        ("kept", JsonArray.From(Kept.Select(place => (JsonValue)Cell(place)))));

    /// <summary>One line for people.</summary>
    public string Text()
    {
        string from = Rest.From < Rest.Notebook.Cells.Count ? string.Create(CultureInfo.InvariantCulture, $"from cell {Rest.From}") : "with no cell left to run";
        string again = Again.Count == 0 ? "" : $"; ran again: {Places(Rest.Earlier.Where(Again.ContainsKey))}";
        string kept = Kept.Count == 0 ? "" : $"; kept: {Places(Kept)}";
        return $"resumed {from} in {(Kernel == "held" ? "the held kernel" : "a new kernel")} ({Why}){again}{kept}";
    }

    private JsonObject Cell(int place) =>
        JsonObject.Of(("index", place), ("id", Rest.Notebook.Cells[place].Id is { } id ? new JsonString(id) : JsonNull.Value));

    private static string Places(IEnumerable<int> places) => string.Join(", ", places.Select(place => place.ToString(CultureInfo.InvariantCulture)));
}
