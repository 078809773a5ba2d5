using Deckle.Json;

namespace Deckle.Merging;

/// <summary>
/// Settles conflicts in a notebook: takes the side that is chosen for each, and removes markers, marker cells and records. Records of
/// conflicts whose markers somebody removed by hand go too.
/// </summary>
public sealed class ConflictResolver
{
    private readonly IReadOnlyList<ConflictPlace> places;
    private readonly Dictionary<ConflictPlace, ConflictSide> choices;
    private readonly HashSet<ConflictPlace> refused = [];
    private readonly JsonObject?[] cells;
    private JsonObject notebook;

    private ConflictResolver(Notebook notebook, Func<ConflictPlace, ConflictSide?> choose)
    {
        this.notebook = notebook.Json;
        places = ConflictFinder.Find(notebook);
        choices = places.Select(place => (place, Side: choose(place))).Where(choice => choice.Side is not null).ToDictionary(choice => choice.place, choice => choice.Side!.Value);
        cells = [.. notebook.Cells.Select(cell => cell.Json)];
    }

    /// <param name="notebook">A notebook of nbformat 4 with joined texts (<see cref="Editing.JoinedNotebook"/>).</param>
    /// <param name="choose">The side for a conflict; null to leave it.</param>
    public static ResolveResult Resolve(Notebook notebook, Func<ConflictPlace, ConflictSide?> choose) => new ConflictResolver(notebook, choose).Resolve();

    private ResolveResult Resolve()
    {
        foreach (IGrouping<int?, ConflictPlace> inCell in choices.Keys.Where(place => place.Form is ConflictForm.Lines or ConflictForm.RemovedLine).GroupBy(place => place.Cell))
        {
            ResolveSource(inCell.Key!.Value, inCell);
        }

        foreach (IGrouping<int?, ConflictPlace> inCell in choices.Keys.Where(place => place.Form == ConflictForm.Outputs).GroupBy(place => place.Cell))
        {
            ResolveOutputs(inCell.Key!.Value, inCell);
        }

        foreach (ConflictPlace place in choices.Keys)
        {
            switch (place.Form)
            {
                case ConflictForm.Diffs:
                    ResolveDiffs(place);
                    break;
                case ConflictForm.MarkerCell:
                    ResolveMarked(place);
                    break;
                case ConflictForm.Stray:
                    refused.Add(place);
                    break;
            }
        }

        foreach (ConflictPlace place in choices.Keys.Where(place => place.Form == ConflictForm.Cells))
        {
            ResolveCells(place);
        }

        return Assemble();
    }

    private void ResolveSource(int cell, IEnumerable<ConflictPlace> inCell)
    {
        var resolver = new SourceResolver(cells[cell]!, inCell.ToDictionary(place => place, place => choices[place]));
        cells[cell] = resolver.Resolve();
        refused.UnionWith(resolver.Refused);
    }

    private void ResolveOutputs(int cell, IEnumerable<ConflictPlace> inCell)
    {
        if (cells[cell] is not { } members)
        {
            return;
        }

        var outputs = (JsonArray)members["outputs"]!;
        Dictionary<int, ConflictPlace> byStart = inCell.ToDictionary(place => place.Output!.Value);
        var kept = new List<JsonValue>();
        int next = 0;
        foreach (MarkedRange range in MarkedRange.Find([.. outputs.Select(ConflictMark.OfOutput)]))
        {
            if (!byStart.TryGetValue(range.Start, out ConflictPlace? place))
            {
                continue;
            }

            ConflictSide side = choices[place];
            if (side == ConflictSide.Base && range.Ancestor is null)
            {
                refused.Add(place);
                continue;
            }

            kept.AddRange(outputs.Skip(next).Take(range.Start - next));
            kept.AddRange(side is ConflictSide.Local or ConflictSide.Both ? Items(outputs, range.Local) : []);
            kept.AddRange(side is ConflictSide.Remote or ConflictSide.Both ? Items(outputs, range.Remote) : []);
            kept.AddRange(side is ConflictSide.Base ? Items(outputs, range.Base) : []);
            next = range.End + 1;
        }

        kept.AddRange(outputs.Skip(next));
        cells[cell] = members.With("outputs", JsonArray.From(kept));
    }

    private static IEnumerable<JsonValue> Items(JsonArray all, ItemRange range) => all.Skip(range.Start).Take(range.Length);

    private void ResolveDiffs(ConflictPlace place)
    {
        JsonObject? holder = place.Cell is { } at ? cells[at] : notebook;
        if (holder is null)
        {
            return;
        }

        JsonObject? changed;
        if (place.Output is { } output)
        {
            // Outputs before it may have gone with a conflict of theirs.
            JsonArray outputs = holder.Get<JsonArray>("outputs") ?? JsonArray.Empty;
            int index = Enumerable.Range(0, outputs.Count).Reverse().FirstOrDefault(i => i <= output && HasDiffs(outputs[i]), -1);
            JsonObject? one = index < 0 ? null : MarkedValueResolver.Apply((JsonObject)outputs[index], choices[place]);
            changed = one is null ? null : holder.With("outputs", outputs.With(index, one));
        }
        else
        {
            changed = MarkedValueResolver.Apply(holder, choices[place]);
        }

        Put(place, place.Cell, changed);
    }

    private static bool HasDiffs(JsonValue output) => output is JsonObject members && members.Get<JsonObject>("metadata")?[RecordedConflicts.Nbdime] is JsonObject;

    private void ResolveMarked(ConflictPlace place)
    {
        int marker = place.Cell!.Value;
        bool isGone = place.About == marker || (place.About is { } about && cells[about] is null);
        if (!isGone && place.Part != ConflictPart.Order)
        {
            Put(place, place.About, MarkedValueResolver.Resolve((place.About is { } at ? cells[at] : notebook)!, place, choices[place]));
        }
        else if (!isGone && choices[place] == ConflictSide.Both)
        {
            refused.Add(place);
        }

        if (!refused.Contains(place))
        {
            JsonObject rest = RecordedConflicts.Keep(cells[marker]!, record => record != place.Record);
            cells[marker] = RecordedConflicts.Of(rest).Count == 0 ? null : rest;
        }
    }

    private void Put(ConflictPlace place, int? cell, JsonObject? changed)
    {
        if (changed is null)
        {
            refused.Add(place);
        }
        else if (cell is { } at)
        {
            cells[at] = changed;
        }
        else
        {
            notebook = changed;
        }
    }

    private void ResolveCells(ConflictPlace place)
    {
        MarkedRange range = MarkedRange.Find([.. cells[..(place.LastCell!.Value + 1)].Select((cell, index) => cell is null || index < place.Cell ? null : ConflictMark.OfCell(cell))])[0];
        ConflictSide side = choices[place];
        if (side == ConflictSide.Base && range.Ancestor is null)
        {
            refused.Add(place);
            return;
        }

        foreach (int marker in ((int?[])[range.Start, range.Ancestor, range.Middle, range.End]).OfType<int>())
        {
            cells[marker] = null;
        }

        Drop(range.Local, side is ConflictSide.Local or ConflictSide.Both);
        Drop(range.Base, side is ConflictSide.Base);
        Drop(range.Remote, side is ConflictSide.Remote or ConflictSide.Both);
    }

    private void Drop(ItemRange range, bool isKept)
    {
        if (!isKept)
        {
            Array.Clear(cells, range.Start, range.Length);
        }
    }

    private ResolveResult Assemble()
    {
        var order = new List<int>(Enumerable.Range(0, cells.Length));
        foreach (ConflictPlace place in choices.Keys.Where(place => place is { Part: ConflictPart.Order, Form: ConflictForm.MarkerCell, About: not null } && !refused.Contains(place)))
        {
            Move(order, place);
        }

        JsonArray resolved = JsonArray.From(order.Where(at => cells[at] is not null).Select(at => WithoutStale(cells[at]!)));
        var result = new Notebook(resolved == notebook["cells"] ? notebook : notebook.With("cells", resolved));
        return new ResolveResult(result, [.. choices.Keys.Where(place => !refused.Contains(place))], ConflictFinder.Find(result), [.. places.Where(refused.Contains)]);
    }

    // Behind the cell it stood behind on that side; at its index where that cell is gone. The merge left it where the local side has it.
    private void Move(List<int> order, ConflictPlace place)
    {
        string? side = choices[place] switch { ConflictSide.Remote => "remote", ConflictSide.Base => "base", _ => null };
        if (side is null || place.Record?[side] is not JsonObject to)
        {
            return;
        }

        order.Remove(place.About!.Value);
        int before = to.GetText("after") is { } after ? order.FindIndex(at => cells[at]?.GetText("id") == after) : -1;
        int index = to["index"] is JsonNumber number && number.TryGetInt64(out long known) ? (int)Math.Clamp(known, 0, order.Count(at => cells[at] is not null)) : 0;
        int[] present = [.. order.Where(at => cells[at] is not null)];
        order.Insert(before >= 0 ? before + 1 : index < present.Length ? order.IndexOf(present[index]) : order.Count, place.About.Value);
    }

    private static JsonObject WithoutStale(JsonObject cell)
    {
        IReadOnlyList<JsonObject> records = RecordedConflicts.Of(cell);
        if (records.Count == 0 || RecordedConflicts.MarkerFor(cell) is not null)
        {
            return cell;
        }

        bool hasLines = SourceConflicts.Find(cell).Any();
        bool hasOutputs = (cell.Get<JsonArray>("outputs") ?? JsonArray.Empty).Any(output => ConflictMark.OfOutput(output) is not null);
        return RecordedConflicts.Keep(cell, record => RecordedConflicts.PartOf(record) switch
        {
            "source" or "cell" => hasLines,
            "outputs" => hasOutputs,
            _ => true,
        });
    }
}
