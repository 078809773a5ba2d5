using System.Globalization;
using Deckle.Json;
using Deckle.Upgrading;

namespace Deckle.Stripping;

/// <summary>Does to the ids of cells what is asked for.</summary>
internal sealed class CellIdStripper
{
    private readonly CellIdAction action;
    private readonly StripReport report;
    private readonly bool needsIds;
    private readonly CellIds? made;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int place;

    public CellIdStripper(CellIdAction action, Notebook notebook, StripReport report)
    {
        this.action = action;
        this.report = report;
        needsIds = notebook.Format >= new NotebookFormat(4, 5);
        if (action == CellIdAction.Repair && needsIds)
        {
            IEnumerable<JsonObject> cells = (notebook.Json.Get<JsonArray>("cells") ?? JsonArray.Empty).OfType<JsonObject>();
            made = new CellIds(null, cells.Select(cell => cell.GetText("id")).OfType<string>());
        }
    }

    /// <summary>A cell that stays as it is takes its place in the count.</summary>
    public void Skip() => place++;

    public JsonObject Strip(JsonObject cell, JsonPath path, int index)
    {
        string? id = cell.GetText("id");
        string? changed = action switch
        {
            // nbformat gives a cell without id one before nbstripout sees it.
            CellIdAction.Sequential when needsIds || cell.Has("id") => place.ToString(CultureInfo.InvariantCulture),
            CellIdAction.Repair when made is not null && (!cell.Has("id") || (id is not null && !seen.Add(id))) => made.For(cell, index),
            _ => id,
        };
        place++;
        if (changed == id)
        {
            return cell;
        }

        report.Add(StripKind.CellId, path.Key("id"), cell.Has("id") ? $"id {id ?? cell["id"]!.ToString()}" : "no id");
        return cell.With("id", changed!);
    }
}
