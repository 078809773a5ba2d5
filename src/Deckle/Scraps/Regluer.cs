using Deckle.Json;

namespace Deckle.Scraps;

/// <summary>Puts a scrap into another notebook, as scrapbook's <c>reglue</c> does.</summary>
public static class Regluer
{
    /// <summary>The outputs that glue a scrap again: its data, then its display, as far as there are any.</summary>
    /// <param name="newName">The name there; null for its own.</param>
    /// <param name="unattached">Whether it is only shown: without the marks by which it could be read back from there.</param>
    public static IReadOnlyList<Output> Outputs(Scrap scrap, string? newName = null, bool unattached = false)
    {
        ArgumentNullException.ThrowIfNull(scrap);
        string name = newName ?? scrap.Name;
        var outputs = new List<Output>();
        if (scrap is { Data: { } value, Encoder: { } encoder })
        {
            JsonObject payload = ScrapPayload.Of(name, value, encoder);
            outputs.Add(Display(JsonObject.Of((ScrapPayload.MediaType(encoder), payload)), unattached ? JsonObject.Empty : Mark(name, isData: true)));
        }

        if (scrap.Display is { } shown)
        {
            JsonObject metadata = shown.Metadata.Without("papermill").Without("scrapbook");
            outputs.Add(Display(WithoutScraps(shown.Data.Json), unattached ? metadata : metadata.With("scrapbook", Mark(name, isData: false)["scrapbook"]!)));
        }

        return outputs;
    }

    /// <summary>
    /// A notebook with a new last cell that holds the outputs. Its source, where the notebook is one of Python, is scrapbook's call
    /// that gives them again.
    /// </summary>
    /// <param name="id">The cell's id, unique in the notebook.</param>
    /// <param name="source">The path of the notebook that the scrap comes from.</param>
    /// <inheritdoc cref="Outputs" path="/param"/>
    public static Notebook Append(Notebook target, string id, string source, Scrap scrap, string? newName = null, bool unattached = false)
    {
        ArgumentNullException.ThrowIfNull(target);
        string call = $"scrapbook.read_notebook({PythonText.Repr(source)}).reglue({PythonText.Repr(scrap.Name)}{(newName is null ? "" : $", {PythonText.Repr(newName)}")}{(unattached ? ", unattached=True" : "")})";
        Cell cell = Cell.Code(id, target.Language is null or "python" ? $"import scrapbook\n\n{call}" : "")
            .With("outputs", JsonArray.From(Outputs(scrap, newName, unattached).Select(output => output.Json)));
        bool hasIds = target.Format is { Major: > 4 } or { Major: 4, Minor: >= 5 };
        return target.WithCells([.. target.Cells, hasIds ? cell : new Cell(cell.Json.Without("id"))]);
    }

    private static Output Display(JsonObject data, JsonObject metadata) =>
        new(JsonObject.Of(("data", data), ("metadata", metadata), ("output_type", "display_data")));

    private static JsonObject Mark(string name, bool isData) =>
        JsonObject.Of(("scrapbook", JsonObject.Of(("name", name), ("data", isData), ("display", !isData))));

    // Data and display in one output: the data have gone into one of their own.
    private static JsonObject WithoutScraps(JsonObject data) =>
        JsonObject.From(data.Where(member => !ScrapPayload.IsScrap(member.Key) && !ScrapPayload.IsRecord(member.Key)));
}
