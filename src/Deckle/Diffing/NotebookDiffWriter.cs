using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>
/// Writes a comparison in our own JSON, <c>deckle.diff/1</c>, which knows moves, splits, places that comments can be tied to and noise,
/// and from which <see cref="NotebookDiffReader"/> makes the notebook after. Described in <c>docs/diff-format.md</c>.
/// </summary>
public static class NotebookDiffWriter
{
    public const string Schema = "deckle.diff/1";

    /// <param name="beforeName">What the notebook before is called, such as a path; null for no name.</param>
    /// <param name="afterName">What the notebook after is called.</param>
    public static JsonObject Write(NotebookDiff diff, string? beforeName = null, string? afterName = null)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return JsonObject.Of(
            ("schema", Schema),
            ("before", Side(diff.Before, beforeName)),
            ("after", Side(diff.After, afterName)),
            ("changed", !diff.IsEmpty),
            ("summary", Summary(DiffSummary.Of(diff))),
            ("cells", JsonArray.From(Cells(diff))),
            ("notebook", JsonObject.Of(
                ("parts", Parts(diff.Members)),
                ("noise", NoiseNames(NoiseClassifier.ClassifyMembers(diff))),
                ("diff", DiffWriter.Write(diff.Members)))));
    }

    private static JsonObject Side(Notebook notebook, string? name) => JsonObject.Of(
        ("name", name is null ? JsonNull.Value : name),
        ("nbformat", notebook.Json["nbformat"] ?? JsonNull.Value),
        ("nbformat_minor", notebook.Json["nbformat_minor"] ?? JsonNull.Value),
        ("cells", notebook.Cells.Count));

    private static JsonObject Summary(DiffSummary summary) => JsonObject.Of(
        ("added", summary.Added),
        ("removed", summary.Removed),
        ("moved", summary.Moved),
        ("split", summary.Split),
        ("joined", summary.Joined),
        ("modified", summary.Modified),
        ("only_noise", summary.OnlyNoise),
        ("unchanged", summary.Unchanged));

    private static IEnumerable<JsonValue> Cells(NotebookDiff diff)
    {
        for (int i = 0; i < diff.Cells.Count;)
        {
            int count = 0;
            while (i + count < diff.Cells.Count && diff.Cells[i + count].Kind == CellChangeKind.Unchanged)
            {
                count++;
            }

            yield return count == 0 ? Changed(diff, diff.Cells[i]) : JsonObject.From([.. Places(diff, diff.Cells[i]), new JsonMember("count", count)]);
            i += Math.Max(count, 1);
        }
    }

    private static JsonObject Changed(NotebookDiff diff, CellChange change)
    {
        Cell? before = change.Before is { } from ? diff.Before.Cells[from] : null;
        Cell? after = change.After is { } to ? diff.After.Cells[to] : null;
        bool isNew = change.Kind is CellChangeKind.Added or CellChangeKind.SplitOff or CellChangeKind.MovedHere or CellChangeKind.Modified;
        List<JsonMember> members = [.. Places(diff, change), new JsonMember("cell_type", (isNew ? after : before)!.Json["cell_type"] ?? JsonNull.Value)];
        if (change.Kind is CellChangeKind.Modified or CellChangeKind.MovedHere)
        {
            members.Add(new JsonMember("parts", Parts(change.Diff)));
            members.Add(new JsonMember("noise", NoiseNames(NoiseClassifier.Classify(diff, change))));
            members.Add(new JsonMember("hunks", JsonArray.From(TextHunk.Of(before!.Json, change.Diff).Select(Hunk))));
            members.Add(new JsonMember("diff", DiffWriter.Write(change.Diff)));
        }
        else if (isNew)
        {
            members.Add(new JsonMember("cell", after!.Json));
        }

        return JsonObject.From(members);
    }

    private static IEnumerable<JsonMember> Places(NotebookDiff diff, CellChange change)
    {
        yield return new JsonMember("change", ChangeNames.Of(change.Kind));
        if (change.Before is { } from)
        {
            yield return new JsonMember("before", Place(from, diff.Before.Cells[from]));
        }

        if (change.After is { } to)
        {
            yield return new JsonMember("after", Place(to, diff.After.Cells[to]));
        }
    }

    private static JsonObject Place(int index, Cell cell) =>
        cell.Json["id"] is { } id ? JsonObject.Of(("index", index), ("id", id)) : JsonObject.Of(("index", index));

    private static JsonObject Hunk(TextHunk hunk)
    {
        var members = new List<JsonMember> { new("path", hunk.Path.ToPointer()) };
        if (hunk.BeforeCount > 0)
        {
            members.Add(new JsonMember("before", Lines(hunk.BeforeLine, hunk.BeforeCount)));
        }

        if (hunk.AfterCount > 0)
        {
            members.Add(new JsonMember("after", Lines(hunk.AfterLine, hunk.AfterCount)));
        }

        return JsonObject.From(members);
    }

    private static JsonObject Lines(int line, int count) => JsonObject.Of(("line", line), ("count", count));

    private static JsonArray Parts(Diff diff) => JsonArray.From(diff.Select(entry => entry.Key.Name switch
    {
        "source" or "outputs" or "metadata" or "attachments" or "id" => entry.Key.Name,
        _ => "details",
    }).Distinct());

    private static JsonArray NoiseNames(DiffNoise noise) => JsonArray.From(
        Enum.GetValues<DiffNoise>().Where(kind => kind is not (DiffNoise.None or DiffNoise.All) && noise.HasFlag(kind)).Select(kind => kind.ToString().ToLowerInvariant()));
}
