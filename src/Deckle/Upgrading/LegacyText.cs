using Deckle.Json;

namespace Deckle.Upgrading;

/// <summary>
/// The text of nbformat 2 and 3 notebooks, which files hold as lists of lines: <c>input</c> and six representations of code cells,
/// <c>source</c> and <c>rendered</c> of the others.
/// </summary>
internal static class LegacyText
{
    private static readonly string[] CodeKeys = ["input"];
    private static readonly string[] OutputKeys = ["text", "html", "svg", "latex", "javascript", "json"];
    private static readonly string[] TextKeys = ["source", "rendered"];

    /// <summary>The same notebook with joined text, as nbformat has it in memory.</summary>
    public static JsonObject Join(JsonObject notebook, int major) =>
        OnText(notebook, text => text is JsonArray lines ? Joined(lines, major) ?? text : text);

    /// <summary>The same notebook with split text, as nbformat 3 writes it (line ends kept) or as nbformat 2 does (line ends lost).</summary>
    public static JsonObject Split(JsonObject notebook, int major) =>
        OnText(notebook, text => text is JsonString whole ? JsonArray.From(PythonLines.Split(whole).Select(line => major == 2 ? WithoutEnd(line) : line)) : text);

    /// <summary>Every cell of every worksheet, changed.</summary>
    public static JsonObject OnCells(JsonObject notebook, Func<JsonObject, JsonObject> change) =>
        OnItems(notebook, "worksheets", worksheet => OnItems(worksheet, "cells", change));

    /// <summary>The same output of a code cell with joined text.</summary>
    public static JsonObject JoinOutput(JsonObject output, int major) =>
        OnKeys(output, OutputKeys, text => text is JsonArray lines ? Joined(lines, major) ?? text : text);

    private static JsonObject OnText(JsonObject notebook, Func<JsonValue, JsonValue> change) => OnCells(notebook, cell => cell.GetText("cell_type") == "code"
        ? OnItems(OnKeys(cell, CodeKeys, change), "outputs", output => OnKeys(output, OutputKeys, change))
        : OnKeys(cell, TextKeys, change));

    private static JsonObject OnItems(JsonObject holder, string key, Func<JsonObject, JsonObject> change) => holder[key] is JsonArray items
        ? holder.With(key, JsonArray.From(items.Select(item => item is JsonObject members ? change(members) : item)))
        : holder;

    private static JsonObject OnKeys(JsonObject holder, string[] keys, Func<JsonValue, JsonValue> change) =>
        keys.Aggregate(holder, (changed, key) => changed[key] is { } value ? changed.With(key, change(value)) : changed);

    /// <summary>nbformat 2 always lost the line ends, and nbformat 3 sometimes: where the first line has none, they are put back.</summary>
    private static JsonString? Joined(JsonArray lines, int major)
    {
        if (lines.Any(line => line is not JsonString))
        {
            return null;
        }

        bool hasEnds = major > 2 && lines.Count > 0 && ((JsonString)lines[0]).Utf8.Span is [.., (byte)'\n' or (byte)'\r'];
        var text = new List<byte>();
        for (int i = 0; i < lines.Count; i++)
        {
            if (i > 0 && !hasEnds)
            {
                text.Add((byte)'\n');
            }

            text.AddRange(((JsonString)lines[i]).Utf8.Span);
        }

        return new JsonString((ReadOnlyMemory<byte>)text.ToArray());
    }

    private static JsonString WithoutEnd(JsonString line)
    {
        ReadOnlySpan<byte> utf8 = line.Utf8.Span;
        int length = utf8 switch
        {
            [.., (byte)'\r', (byte)'\n'] => utf8.Length - 2,
            [.., (>= 0x0A and <= 0x0D) or (>= 0x1C and <= 0x1E)] => utf8.Length - 1,
            [.., 0xC2, 0x85] => utf8.Length - 2,
            [.., 0xE2, 0x80, 0xA8 or 0xA9] => utf8.Length - 3,
            _ => utf8.Length,
        };
        return new JsonString(line.Utf8[..length]);
    }
}
