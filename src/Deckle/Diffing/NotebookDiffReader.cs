using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>Reads comparisons in our own JSON (<see cref="NotebookDiffWriter"/>), which makes the notebook after from the one before.</summary>
public sealed class NotebookDiffReader
{
    private readonly Notebook before;
    private readonly List<CellChange> changes = [];
    private readonly List<JsonValue> after = [];
    private readonly HashSet<(int Before, int After)> movedAway = [];
    private readonly HashSet<(int Before, int After)> movedHere = [];
    private int next;

    private NotebookDiffReader(Notebook before) => this.before = before;

    /// <param name="json">A comparison of <c>deckle.diff/1</c>.</param>
    /// <param name="before">The notebook it was made from, of nbformat 4 with joined texts (<see cref="Editing.JoinedNotebook"/>).</param>
    /// <returns>The comparison; the patched notebook is its <see cref="NotebookDiff.After"/>.</returns>
    /// <exception cref="DeckleException"><c>diff-invalid</c>: it has another shape; <c>diff-does-not-fit</c>: it is of another notebook.</exception>
    public static NotebookDiff Read(JsonValue json, Notebook before)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (json is not JsonObject root || root.GetText("schema") != NotebookDiffWriter.Schema)
        {
            throw DiffErrors.InvalidComparison("schema", $"it is not {NotebookDiffWriter.Schema}");
        }

        var reader = new NotebookDiffReader(before);
        JsonArray cells = root.Get<JsonArray>("cells") ?? throw DiffErrors.InvalidComparison("cells", "there is no list");
        for (int i = 0; i < cells.Count; i++)
        {
            reader.Add(cells[i] as JsonObject ?? throw DiffErrors.InvalidComparison($"cells[{i}]", "it is not an object"), $"cells[{i}]");
        }

        reader.End();
        Diff members = DiffReader.Read(root.Get<JsonObject>("notebook")?["diff"], JsonPath.Root);
        var patched = (JsonObject)DiffPatcher.Patch(before.Json, members);
        return new NotebookDiff
        {
            Before = before,
            After = new Notebook(patched.With("cells", JsonArray.From(reader.after))),
            Cells = reader.changes,
            Members = members,
        };
    }

    private void Add(JsonObject entry, string where)
    {
        CellChangeKind kind = ChangeNames.Find(entry.GetText("change")) ?? throw DiffErrors.InvalidComparison(where, $"the change '{entry["change"]}' is not known");
        int From() => Known(entry, where);
        int To() => Place(entry, "after", where);
        switch (kind)
        {
            case CellChangeKind.Unchanged:
                int count = Count(entry, where);
                Expect(From(), next, where, "before");
                Expect(To(), after.Count, where, "after");
                if (count > before.Cells.Count - next)
                {
                    throw DiffErrors.OtherNotebook($"it is of a notebook of at least {next + count} cells, and this has {before.Cells.Count}");
                }

                for (int i = 0; i < count; i++, next++)
                {
                    changes.Add(new CellChange(kind, next, after.Count, Diff.Empty));
                    after.Add(before.Cells[next].Json);
                }

                break;
            case CellChangeKind.Modified or CellChangeKind.MovedHere:
                int from = From();
                int to = To();
                Expect(to, after.Count, where, "after");
                if (kind == CellChangeKind.MovedHere)
                {
                    movedHere.Add((from, to));
                }
                else
                {
                    Expect(from, next++, where, "before");
                }

                Diff diff = DiffReader.Read(entry["diff"], JsonPath.Root.Key("cells").Item(from));
                changes.Add(new CellChange(kind, from, to, diff));
                after.Add(DiffPatcher.Patch(before.Cells[from].Json, diff, new PatchPlace(before.Json, JsonPath.Root.Key("cells").Item(from))));
                break;
            case CellChangeKind.Added or CellChangeKind.SplitOff:
                Expect(To(), after.Count, where, "after");
                changes.Add(new CellChange(kind, kind == CellChangeKind.Added ? null : From(), after.Count, Diff.Empty));
                after.Add(entry.Get<JsonObject>("cell") ?? throw DiffErrors.InvalidComparison(where, "'cell' is missing"));
                break;
            default:
                Expect(From(), next, where, "before");
                changes.Add(new CellChange(kind, next, kind == CellChangeKind.Removed ? null : To(), Diff.Empty));
                if (kind == CellChangeKind.MovedAway)
                {
                    movedAway.Add((next, To()));
                }

                next++;
                break;
        }
    }

    private void End()
    {
        if (next != before.Cells.Count)
        {
            throw DiffErrors.OtherNotebook($"it is of a notebook of {next} cells, and this has {before.Cells.Count}");
        }

        if (!movedAway.SetEquals(movedHere))
        {
            throw DiffErrors.InvalidComparison("cells", "moved_away and moved_here do not belong together");
        }

        if (changes.FirstOrDefault(change => change.After >= after.Count) is { } beyond)
        {
            throw DiffErrors.InvalidComparison("cells", $"there is no cell {beyond.After} after");
        }
    }

    /// <summary>The cell before that an entry is about, which must be the notebook's.</summary>
    private int Known(JsonObject entry, string where)
    {
        int index = Place(entry, "before", where);
        if (index >= before.Cells.Count)
        {
            throw DiffErrors.OtherNotebook($"{where} is about cell {index}, and the notebook has {before.Cells.Count} cells");
        }

        JsonValue? own = before.Cells[index].Json["id"];
        return entry.Get<JsonObject>("before")!["id"] is { } id && own != id
            ? throw DiffErrors.OtherNotebook($"cell {index} of the notebook has {(own is null ? "no id" : $"the id {own}")}, not {id}")
            : index;
    }

    private static int Place(JsonObject entry, string side, string where) =>
        entry.Get<JsonObject>(side)?.Get<JsonNumber>("index") is { } number && number.TryGetInt64(out long index) && index is >= 0 and <= int.MaxValue
            ? (int)index
            : throw DiffErrors.InvalidComparison(where, $"'{side}' has no index");

    private static int Count(JsonObject entry, string where) =>
        entry["count"] is not { } count ? 1
        : count is JsonNumber number && number.TryGetInt64(out long value) && value is > 0 and <= int.MaxValue ? (int)value
        : throw DiffErrors.InvalidComparison(where, "'count' is no number of cells");

    private static void Expect(int index, int expected, string where, string side)
    {
        if (index != expected)
        {
            throw DiffErrors.InvalidComparison(where, $"'{side}' is cell {index}; the entries before lead to cell {expected}");
        }
    }
}
