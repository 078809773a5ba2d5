using Deckle.Json;

namespace Deckle.Editing;

/// <summary>The places of an nbformat 4 notebook whose text may be a string or a list of lines (nbformat's <c>rejoin_lines</c>).</summary>
internal static class NotebookTexts
{
    /// <summary>The notebook with every such text changed; the very same object where none was.</summary>
    public static JsonObject OnAll(JsonObject notebook, Func<JsonValue, JsonValue> change) =>
        OnItems(notebook, "cells", cell => OnCell(cell, change));

    /// <summary>The same for one cell.</summary>
    public static JsonObject OnCell(JsonObject cell, Func<JsonValue, JsonValue> change)
    {
        JsonObject changed = OnKey(cell, "source", change);
        if (changed["attachments"] is JsonObject attachments)
        {
            changed = changed.With("attachments", OnBundles(attachments, change));
        }

        return OnItems(changed, "outputs", output => OnOutput(output, change));
    }

    /// <summary>The same for one output.</summary>
    public static JsonObject OnOutput(JsonObject output, Func<JsonValue, JsonValue> change) =>
        OnKey(OnKey(output, "text", change), "data", data => data is JsonObject bundle ? OnBundle(bundle, change) : data);

    private static JsonObject OnBundles(JsonObject attachments, Func<JsonValue, JsonValue> change) =>
        attachments.Aggregate(attachments, (all, member) => member.Value is JsonObject bundle ? all.With(member.Key, OnBundle(bundle, change)) : all);

    private static JsonObject OnBundle(JsonObject bundle, Func<JsonValue, JsonValue> change) =>
        bundle.Aggregate(bundle, (all, member) => MimeBundle.IsJson(member.Key) ? all : all.With(member.Key, change(member.Value)));

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
