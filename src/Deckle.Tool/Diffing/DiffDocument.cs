using Deckle.Diffing;
using Deckle.Json;
using Deckle.Stores;

namespace Deckle.Tool.Diffing;

/// <summary>
/// A file that says how a notebook changes: nbdime's list of operations, our own <c>deckle.diff/1</c>, or either of them for several
/// notebooks by their paths. They are told apart by what they hold.
/// </summary>
/// <param name="name">As it is named to people.</param>
internal sealed class DiffDocument(string name, JsonValue json)
{
    /// <exception cref="DeckleException"><c>diff-not-json</c>.</exception>
    public static DiffDocument Read(string name, ReadOnlyMemory<byte> content)
    {
        try
        {
            return new DiffDocument(name, Unplaced(JsonReader.Read(content)));
        }
        catch (JsonSyntaxException e)
        {
            throw PatchErrors.NotJson(name, e);
        }
    }

    /// <summary>The notebook that it makes of another.</summary>
    /// <param name="path">Where the notebook lies, to find it among several.</param>
    /// <param name="before">Of nbformat 4 with joined texts.</param>
    /// <exception cref="DeckleException"><c>diff-invalid</c>, <c>diff-does-not-fit</c>, <c>diff-has-no-file</c>.</exception>
    public Notebook Apply(string path, Notebook before)
    {
        JsonValue own = Find(path);
        return own is JsonArray
            ? new Notebook((JsonObject)DiffPatcher.Patch(before.Json, DiffReader.Read(own)))
            : NotebookDiffReader.Read(own, before).After;
    }

    private JsonValue Find(string path) => json switch
    {
        JsonObject several when several["files"] is JsonArray files => Of(
            path,
            [.. files.OfType<JsonObject>().SelectMany(file => new[] { file.GetText("path"), file.GetText("old_path") }.OfType<string>().Select(known => (known, (JsonValue)file)))]),
        JsonObject comparison when comparison.Has("schema") => comparison,

        // What nbdime's server answers.
        JsonObject answer when answer["diff"] is JsonArray diff => diff,
        JsonObject { Count: > 0 } byPath when byPath.All(member => member.Value is JsonArray) => Of(path, [.. byPath.Select(member => (member.Key, member.Value))]),
        JsonArray list => list,
        _ => throw PatchErrors.NoDiff(name),
    };

    // The path may be seen from another folder than the one that the files were named from.
    private JsonValue Of(string path, (string Path, JsonValue Diff)[] files)
    {
        string full = StorePath.Full(path);
        JsonValue[] fitting = [.. files.Where(file => full == file.Path || full.EndsWith($"/{file.Path.TrimStart('/')}", StringComparison.Ordinal)).Select(file => file.Diff).Distinct()];
        JsonValue[] all = [.. files.Select(file => file.Diff).Distinct()];
        return fitting is [var one] ? one
            : path == NotebookPaths.Stdin && all is [var only] ? only
            : throw PatchErrors.NoFile(StoreAddress.Redact(path), name, [.. files.Select(file => file.Path)]);
    }

    // A text that has a place in a file is taken by editing for one of the notebook's own, which keeps its form.
    private static JsonValue Unplaced(JsonValue value) => value switch
    {
        JsonObject members => JsonObject.From(members.Select(member => new JsonMember(member.Key, Unplaced(member.Value)))),
        JsonArray items => JsonArray.From(items.Select(Unplaced)),
        JsonString text => new JsonString(text.Utf8),
        _ => value,
    };
}
