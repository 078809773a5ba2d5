using Deckle.Json;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>The cells of a notebook and the texts in them, decoded, whatever state the notebook is in.</summary>
internal static class NotebookTexts
{
    /// <summary>The notebook's JSON; null where the file is none.</summary>
    public static JsonObject? Read(HygieneFile file)
    {
        try
        {
            return JsonReader.Read(file.Content) as JsonObject;
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }

    /// <summary>The cells, those of all worksheets in nbformat 3.</summary>
    public static IEnumerable<JsonObject> Cells(JsonObject notebook)
    {
        IEnumerable<JsonObject> holders = notebook.Get<JsonArray>("worksheets")?.OfType<JsonObject>() ?? [];
        return holders.Append(notebook).SelectMany(holder => holder.Get<JsonArray>("cells") ?? JsonArray.Empty).OfType<JsonObject>();
    }

    /// <summary>Every text inside a value and the way to it. A list of strings is one text: so nbformat keeps lines.</summary>
    public static IEnumerable<(string Part, ReadOnlyMemory<byte> Utf8)> In(JsonValue value, string part = "")
    {
        switch (value)
        {
            case JsonString text:
                return [(part, text.Utf8)];
            case JsonArray { Count: > 0 } lines when lines.All(line => line is JsonString):
                return [(part, Join(lines))];
            case JsonArray items:
                return items.SelectMany((item, index) => In(item, $"{part}[{index}]"));
            case JsonObject members:
                return members.SelectMany(member => In(member.Value, part.Length == 0 ? member.Key : $"{part}.{member.Key}"));
            default:
                return [];
        }
    }

    private static byte[] Join(JsonArray lines)
    {
        var joined = new MemoryStream();
        foreach (JsonString line in lines.Cast<JsonString>())
        {
            joined.Write(line.Utf8.Span);
        }

        return joined.ToArray();
    }
}
