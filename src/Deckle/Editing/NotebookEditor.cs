using Deckle.Json;

namespace Deckle.Editing;

/// <summary>
/// Writes a changed notebook into the file it was read from: every byte that did not have to change stays. New text becomes a list of
/// lines where the file keeps text so.
/// </summary>
public static class NotebookEditor
{
    /// <param name="original">The file, without byte order mark.</param>
    /// <param name="read">The notebook read from it.</param>
    /// <param name="changed">The same notebook with changes.</param>
    public static byte[] Edit(ReadOnlyMemory<byte> original, Notebook read, Notebook changed) =>
        JsonEditor.Edit(original, read.Json, KeepsLines(read.Json) ? WithLines(changed.Json) : changed.Json);

    // nbformat writes lists; a file without any list of lines has its text in strings.
    private static bool KeepsLines(JsonObject notebook)
    {
        IEnumerable<JsonValue?> sources = (notebook.Get<JsonArray>("cells") ?? JsonArray.Empty).OfType<JsonObject>().Select(cell => cell["source"]);
        return !sources.Any(source => source is JsonString) || sources.Any(source => source is JsonArray);
    }

    private static JsonObject WithLines(JsonObject notebook) => OnItems(notebook, "cells", cell =>
    {
        JsonObject changed = OnKey(cell, "source", Lines);
        changed = changed["attachments"] is JsonObject attachments
            ? changed.With("attachments", OnBundles(attachments))
            : changed;
        return OnItems(changed, "outputs", output => OnKey(OnKey(output, "text", Lines), "data", data => data is JsonObject bundle ? OnBundle(bundle) : data));
    });

    private static JsonObject OnBundles(JsonObject attachments) =>
        attachments.Aggregate(attachments, (all, member) => member.Value is JsonObject bundle ? all.With(member.Key, OnBundle(bundle)) : all);

    private static JsonObject OnBundle(JsonObject bundle) =>
        bundle.Aggregate(bundle, (all, member) => MimeBundle.IsSplit(member.Key) ? all.With(member.Key, Lines(member.Value)) : all);

    // A string that was read stays one.
    private static JsonValue Lines(JsonValue text) =>
        text is JsonString { Span.IsNone: true } made ? JsonArray.From(PythonLines.Split(made)) : text;

    private static JsonObject OnKey(JsonObject holder, string key, Func<JsonValue, JsonValue> change) =>
        holder[key] is { } value ? holder.With(key, change(value)) : holder;

    private static JsonObject OnItems(JsonObject holder, string key, Func<JsonObject, JsonObject> change)
    {
        if (holder[key] is not JsonArray items)
        {
            return holder;
        }

        JsonValue[] changed = [.. items.Select(item => item is JsonObject members ? change(members) : item)];
        return changed.Zip(items).All(pair => ReferenceEquals(pair.First, pair.Second)) ? holder : holder.With(key, JsonArray.From(changed));
    }
}
