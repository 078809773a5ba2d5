using Deckle.Json;
using Deckle.Upgrading;

namespace Deckle;

/// <summary>Converts notebooks between the versions of nbformat.</summary>
public static class NotebookUpgrader
{
    /// <summary>
    /// The notebook in nbformat 4.5. Below 4.5 every cell gets a new id, as nbformat gives them; in 4.5 only cells without an id, and
    /// cells with the id of an earlier cell.
    /// </summary>
    /// <param name="newId">Makes ids; by default they are eight hexadecimal digits derived from a cell's source and place, the same every time.</param>
    /// <exception cref="DeckleException"><c>notebook-invalid</c>: the notebook lacks what a conversion needs, such as <c>worksheets</c>.</exception>
    public static Notebook Upgrade(Notebook notebook, Func<string>? newId = null)
    {
        Notebook current = Convert(notebook, NotebookFormat.Latest.Major, newId);
        if (!current.Json.Has("nbformat_minor"))
        {
            throw NotebookErrors.Shape("nbformat 4 without 'nbformat_minor': whether cells may have ids is not known");
        }

        if (current.Format == NotebookFormat.Latest)
        {
            return RepairIds(current, newId);
        }

        JsonObject raised = current.Json.With("nbformat_minor", NotebookFormat.Latest.Minor);
        return current.Format < NotebookFormat.Latest ? WithNewIds(new Notebook(raised), newId) : RepairIds(new Notebook(raised), newId);
    }

    /// <summary>
    /// The notebook in another major version, byte for byte what nbformat's <c>convert</c> gives, its losses included. Within a major
    /// version nothing changes.
    /// </summary>
    /// <param name="major">2, 3 or 4.</param>
    /// <param name="newId">As in <see cref="Upgrade"/>.</param>
    /// <exception cref="DeckleException"><c>notebook-invalid</c>, <c>notebook-format-unknown</c>.</exception>
    public static Notebook Convert(Notebook notebook, int major, Func<string>? newId = null)
    {
        if (major is < 2 or > 4 && major != notebook.Format.Major)
        {
            throw NotebookErrors.UnknownTarget(new NotebookFormat(major, 0));
        }

        JsonObject json = notebook.Json;
        for (int version = notebook.Format.Major; version < major; version++)
        {
            json = version switch
            {
                1 => FromVersion1.Upgrade(json),
                2 => FromVersion2.Upgrade(json),
                _ => FromVersion3.Upgrade(json, new CellIds(newId, [])),
            };
        }

        for (int version = notebook.Format.Major; version > major; version--)
        {
            json = version == 4 ? ToVersion3.Downgrade(json) : ToVersion2.Downgrade(json);
        }

        return ReferenceEquals(json, notebook.Json) ? notebook : new Notebook(json);
    }

    /// <summary>
    /// The notebook in a chosen version, up or down, if nothing is lost by it. Cell ids do not count as lost: formats below 4.5 have no
    /// place for them.
    /// </summary>
    /// <param name="target">2.0, 3.0 or 4.0 to 4.5.</param>
    /// <param name="newId">As in <see cref="Upgrade"/>.</param>
    /// <exception cref="DeckleException">
    /// <c>notebook-downgrade-loses</c> with a fact for each loss; <c>notebook-invalid</c>; <c>notebook-format-unknown</c>.
    /// </exception>
    public static Notebook ConvertTo(Notebook notebook, NotebookFormat target, Func<string>? newId = null)
    {
        if (target > NotebookFormat.Latest || target.Major < 2 || target.Minor < 0 || (target.Major < 4 && target.Minor > 0))
        {
            throw NotebookErrors.UnknownTarget(target);
        }

        if (target == NotebookFormat.Latest && notebook.Format <= target)
        {
            return Upgrade(notebook, newId);
        }

        Refuse(notebook, target, LossesByMajor(notebook, target.Major));
        Notebook converted = Convert(notebook, target.Major, newId);
        if (target.Major < 4 || converted.Format == target)
        {
            return converted;
        }

        JsonObject lowered = converted.Json.With("nbformat_minor", target.Minor);
        Notebook result = target.Minor < 5 ? WithoutIds(new Notebook(lowered)) : new Notebook(lowered);
        Refuse(notebook, target, converted.Format > target ? ConversionLosses.InMinor(converted.Json, result.Json) : []);
        return result;
    }

    /// <summary>
    /// The notebook with an id for each cell that lacks one or has that of an earlier cell: what nbformat does, at random, whenever it
    /// reads or writes. Notebooks below 4.5 stay as they are.
    /// </summary>
    /// <param name="newId">As in <see cref="Upgrade"/>.</param>
    public static Notebook RepairIds(Notebook notebook, Func<string>? newId = null)
    {
        if (notebook.Format < new NotebookFormat(4, 5) || notebook.Json["cells"] is not JsonArray cells)
        {
            return notebook;
        }

        var ids = new CellIds(newId, cells.OfType<JsonObject>().Select(cell => cell.GetText("id")).OfType<string>());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        bool IsBroken(JsonObject cell) => !cell.Has("id") || (cell.GetText("id") is { } id && !seen.Add(id));
        Notebook repaired = OnCells(notebook, (cell, index) => IsBroken(cell) ? cell.With("id", ids.For(cell, index)) : cell);
        return repaired.Json.Get<JsonArray>("cells")!.Zip(cells).All(pair => ReferenceEquals(pair.First, pair.Second)) ? notebook : repaired;
    }

    private static Notebook WithNewIds(Notebook notebook, Func<string>? newId)
    {
        var ids = new CellIds(newId, []);
        return OnCells(notebook, (cell, index) => cell.With("id", ids.For(cell, index)));
    }

    private static Notebook WithoutIds(Notebook notebook) => OnCells(notebook, (cell, _) => cell.Without("id"));

    private static Notebook OnCells(Notebook notebook, Func<JsonObject, int, JsonObject> change) => notebook.Json["cells"] is JsonArray cells
        ? new Notebook(notebook.Json.With("cells", JsonArray.From(cells.Select((cell, index) => cell is JsonObject members ? change(members, index) : cell))))
        : notebook;

    private static IEnumerable<string> LossesByMajor(Notebook notebook, int major)
    {
        IEnumerable<string> losses = [];
        if (notebook.Format.Major == 4 && major < 4)
        {
            losses = ConversionLosses.InVersion3(notebook.Json);
        }

        if (notebook.Format.Major >= 3 && major < 3)
        {
            losses = losses.Concat(ConversionLosses.InVersion2(Convert(notebook, 3).Json));
        }

        return losses;
    }

    private static void Refuse(Notebook notebook, NotebookFormat target, IEnumerable<string> losses)
    {
        IReadOnlyList<string> all = [.. losses];
        if (all.Count > 0)
        {
            throw NotebookErrors.DowngradeLoses(notebook.Format, target, all);
        }
    }
}
