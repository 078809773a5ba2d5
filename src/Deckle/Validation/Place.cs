using Deckle.Json;

namespace Deckle.Validation;

/// <summary>Where in a notebook a rule is being checked.</summary>
/// <param name="Path">The way from the notebook to the value.</param>
/// <param name="Ref">The schema's name for what is being checked.</param>
/// <param name="Cell">The cell around the value; null outside cells.</param>
/// <param name="CellDepth">How long the way to the cell is.</param>
internal readonly record struct Place(JsonPath Path, string Ref, JsonObject? Cell, int CellIndex, int CellDepth)
{
    public static Place Root { get; } = new(JsonPath.Root, "notebook", null, 0, 0);

    public Place Key(string key) => this with { Path = Path.Key(key) };

    public Place Item(int index) => this with { Path = Path.Item(index) };

    public Place In(string part) => this with { Ref = part };

    public Place InCell(JsonObject cell, int index) => this with { Cell = cell, CellIndex = index, CellDepth = Path.Length };

    /// <summary>The value's name in a message: <c>outputs[2].data['text/plain']</c>, <c>the cell</c>, <c>the notebook</c>.</summary>
    public string Name
    {
        get
        {
            string name = Path.ToReadable(CellDepth);
            return name.Length > 0 ? name : Cell is null ? "the notebook" : "the cell";
        }
    }

    public string? CellId => Cell?.GetText("id");
}
