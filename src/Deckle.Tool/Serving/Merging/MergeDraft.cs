using System.Globalization;
using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tool.Serving.Merging;

/// <summary>What somebody made of a merge: the rows that stay, in their order, and the sides taken for conflicts of the notebook.</summary>
internal sealed record MergeDraft(IReadOnlyList<DraftCell> Cells, IReadOnlyDictionary<int, ConflictSide> Choices)
{
    /// <param name="rows">How many rows there are.</param>
    /// <exception cref="DeckleException"><c>bad-request</c>.</exception>
    public static MergeDraft Read(JsonObject json, int rows)
    {
        JsonArray cells = json.Get<JsonArray>("cells") ?? throw ServerErrors.BadRequest("'cells' is missing");
        DraftCell[] read = [.. cells.Select(cell => ReadCell(cell as JsonObject ?? throw ServerErrors.BadRequest("a cell is no object"), rows))];
        return read.DistinctBy(cell => cell.Row).Count() == read.Length
            ? new MergeDraft(read, ReadChoices(json))
            : throw ServerErrors.BadRequest("a row stands twice");
    }

    private static DraftCell ReadCell(JsonObject json, int rows)
    {
        if (json["row"] is not JsonNumber number || !number.TryGetInt64(out long row) || row < 0 || row >= rows)
        {
            throw ServerErrors.BadRequest($"'row' is not a number from 0 to {rows - 1}");
        }

        string? outputs = json.GetText("outputs");
        return outputs is null or "none" || TryReadSide(outputs) is not null
            ? new DraftCell((int)row, json.Get<JsonString>("source"), outputs, ReadChoices(json), json.Get<JsonBoolean>("kept") is { Value: true })
            : throw ServerErrors.BadRequest($"'{outputs}' are no outputs to choose");
    }

    private static Dictionary<int, ConflictSide> ReadChoices(JsonObject json)
    {
        var choices = new Dictionary<int, ConflictSide>();
        foreach (JsonMember member in json.Get<JsonObject>("choices") ?? JsonObject.Empty)
        {
            choices[int.TryParse(member.Key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : throw ServerErrors.BadRequest($"'{member.Key}' is no conflict")] =
                TryReadSide((member.Value as JsonString)?.Text) ?? throw ServerErrors.BadRequest($"{member.Value} is no side");
        }

        return choices;
    }

    public static ConflictSide? TryReadSide(string? name) => name switch
    {
        "base" => ConflictSide.Base,
        "local" => ConflictSide.Local,
        "remote" => ConflictSide.Remote,
        _ => null,
    };
}
