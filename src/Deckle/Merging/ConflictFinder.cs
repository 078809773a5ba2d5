using Deckle.Json;
using Deckle.Text;

namespace Deckle.Merging;

/// <summary>
/// Finds the conflicts that a merge left in a notebook: Deckle's, nbdime's and nbdev's. A cell that merely shows markers, such as one about
/// git, holds none: in Markdown a fence or an indent says so, and outputs count only where they are nothing but a marker.
/// </summary>
public static class ConflictFinder
{
    /// <param name="notebook">A notebook of nbformat 4, its texts joined or not.</param>
    /// <returns>In order of the notebook; what is about the notebook itself first.</returns>
    public static IReadOnlyList<ConflictPlace> Find(Notebook notebook)
    {
        JsonArray cells = notebook.Json.Get<JsonArray>("cells") ?? JsonArray.Empty;
        JsonObject[] members = [.. cells.Select(cell => cell as JsonObject ?? JsonObject.Empty)];
        var found = new List<ConflictPlace>();
        if (Diffs(notebook.Json) is { } diffs)
        {
            found.Add(diffs with { Part = ConflictPart.Metadata });
        }

        TextConflictLine?[] marks = [.. members.Select(ConflictMark.OfCell)];
        ILookup<int, MarkedRange> ranges = MarkedRange.Find(marks).ToLookup(range => range.Start);
        for (int index = 0; index < members.Length; index++)
        {
            found.AddRange(ranges[index].Select(range => new ConflictPlace
            {
                Number = 0,
                Part = ConflictPart.Cell,
                Form = ConflictForm.Cells,
                Cell = index,
                CellId = members[index].GetText("id"),
                LastCell = range.End,
                Local = Sources(members, range.Local),
                Remote = Sources(members, range.Remote),
                LocalLabel = range.LocalLabel,
                RemoteLabel = range.RemoteLabel,
            }));
            if (marks[index] is null)
            {
                string? id = members[index].GetText("id");
                int at = index;
                found.AddRange(InCell(members, index).Select(place => place with { Cell = at, CellId = id }));
            }
        }

        return [.. found.Select((place, index) => place with { Number = index + 1 })];
    }

    private static IEnumerable<ConflictPlace> InCell(JsonObject[] cells, int index)
    {
        JsonObject cell = cells[index];
        if (RecordedConflicts.MarkerFor(cell) is { } target)
        {
            return RecordedConflicts.Of(cell).Select(record => Marked(record, About(cells, index, target)));
        }

        IEnumerable<ConflictPlace> found = SourceConflicts.Find(cell).Concat(InOutputs(cell));
        return Diffs(cell) is { } diffs ? found.Append(diffs) : found;
    }

    private static ConflictPlace Marked(JsonObject record, int? about) => new()
    {
        Number = 0,
        Part = ConflictRecord.PartOf(RecordedConflicts.PartOf(record)),
        Form = ConflictForm.MarkerCell,
        Cell = null,
        About = about,
        Path = record.GetText("path") ?? "",
        Base = record["base"]?.ToString(),
        Local = record["local"]?.ToString(),
        Remote = record["remote"]?.ToString(),
        LocalLabel = record.Get<JsonObject>("labels")?.GetText("local") ?? "",
        RemoteLabel = record.Get<JsonObject>("labels")?.GetText("remote") ?? "",
        Record = record,
    };

    // By id where the cells have them; else the next cell that is no marker, since indexes change.
    private static int? About(JsonObject[] cells, int marker, JsonValue target)
    {
        if (target is JsonString { Text: var name })
        {
            int found = Array.FindIndex(cells, cell => cell.GetText("id") == name);
            return name == ConflictRecord.Notebook && found < 0 ? null : found >= 0 ? found : marker;
        }

        int next = Array.FindIndex(cells, marker, cell => RecordedConflicts.MarkerFor(cell) is null);
        return next < 0 ? marker : next;
    }

    private static IEnumerable<ConflictPlace> InOutputs(JsonObject cell)
    {
        JsonArray outputs = cell.Get<JsonArray>("outputs") ?? JsonArray.Empty;
        TextConflictLine?[] marks = [.. outputs.Select(ConflictMark.OfOutput)];
        foreach (MarkedRange range in MarkedRange.Find(marks))
        {
            yield return new ConflictPlace
            {
                Number = 0,
                Part = ConflictPart.Outputs,
                Form = ConflictForm.Outputs,
                Cell = null,
                Path = "/outputs",
                Output = range.Start,
                Base = range.Ancestor is null ? null : Counted(range.Base.Length),
                Local = Counted(range.Local.Length),
                Remote = Counted(range.Remote.Length),
                LocalLabel = range.LocalLabel,
                RemoteLabel = range.RemoteLabel,
            };
        }

        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i] is JsonObject output && Diffs(output) is { } diffs)
            {
                yield return diffs with { Output = i, Path = $"/outputs/{i}/metadata" };
            }
        }
    }

    private static string Counted(int outputs) => outputs == 1 ? "1 output" : $"{outputs} outputs";

    private static ConflictPlace? Diffs(JsonObject holder) => holder.Get<JsonObject>("metadata")?[RecordedConflicts.Nbdime] is not JsonObject diffs ? null : new()
    {
        Number = 0,
        Part = ConflictPart.Metadata,
        Form = ConflictForm.Diffs,
        Cell = null,
        Path = "/metadata",
        Local = diffs["local_diff"]?.ToString(),
        Remote = diffs["remote_diff"]?.ToString(),
    };

    private static string Sources(JsonObject[] cells, ItemRange range) =>
        string.Join("\n", cells.Skip(range.Start).Take(range.Length).Select(cell => Multiline.Join(cell["source"])?.Text));
}
