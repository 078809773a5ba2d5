using System.Globalization;
using Deckle.Diffing;
using Deckle.Json;
using Deckle.Tool.Rendering;

namespace Deckle.Tool.Reviewing;

/// <summary>Writes what of a cell stands beside its source and outputs, behind a disclosure: type, id, execution count, metadata, unknown members.</summary>
internal sealed class AboutView(LinesView lines)
{
    private static readonly JsonWriterOptions Indented = new() { Indent = 2, SortKeys = true };

    private static readonly string[] Shown = ["source", "outputs", "attachments"];

    private static readonly string[] Plain = ["cell_type", "id", "execution_count"];

    /// <param name="before">Null for a new cell.</param>
    /// <param name="after">Null for one that is gone.</param>
    /// <param name="changes">What changed in it.</param>
    public void Write(HtmlWriter html, Cell? before, Cell? after, Diff changes)
    {
        string[] keys = [.. Keys(before).Union(Keys(after), StringComparer.Ordinal)];
        string[] changed = [.. keys.Where(key => changes.Any(entry => entry.Key.Name == key))];
        html.Raw("<details class=\"about\" data-part=\"metadata\"><summary>")
            .Text(changed.Length == 0 ? "Id, count, metadata" : $"{string.Join(", ", changed.Select(Name))} changed").Raw("</summary><dl>");
        foreach (string key in keys.OrderBy(key => Array.IndexOf(Plain, key) is >= 0 and var at ? at : Plain.Length))
        {
            Member(html, key, before?.Json[key], after?.Json[key], changed.Contains(key));
        }

        html.Raw("</dl></details>");
    }

    /// <summary>The members of the notebook that changed beside its cells.</summary>
    public void WriteMembers(HtmlWriter html, Notebook before, Notebook after, Diff changes)
    {
        if (changes.IsEmpty)
        {
            return;
        }

        html.Raw("<details class=\"about members\" data-part=\"metadata\"><summary>")
            .Text($"Notebook: {string.Join(", ", changes.Select(entry => Name(entry.Key.Name!)))} changed").Raw("</summary><dl>");
        foreach (DiffEntry entry in changes)
        {
            Member(html, entry.Key.Name!, before.Json[entry.Key.Name!], after.Json[entry.Key.Name!], isChanged: true);
        }

        html.Raw("</dl></details>");
    }

    private static IEnumerable<string> Keys(Cell? cell) => cell?.Json.Keys.Where(key => !Shown.Contains(key)) ?? [];

    private void Member(HtmlWriter html, string key, JsonValue? before, JsonValue? after, bool isChanged)
    {
        html.Raw("<dt>").Text(Name(key)).Raw("</dt><dd>");
        if (isChanged && before is null or JsonObject or JsonArray && after is null or JsonObject or JsonArray)
        {
            lines.Write(html, Lines(before), Lines(after), anchor: null);
        }
        else if (isChanged)
        {
            html.Raw("<del>").Text(Short(before)).Raw("</del> → <ins>").Text(Short(after)).Raw("</ins>");
        }
        else
        {
            html.Raw("<code>").Text(Short(after ?? before)).Raw("</code>");
        }

        html.Raw("</dd>");
    }

    private static SourceLines Lines(JsonValue? value) => value is null ? SourceLines.None : SourceLines.Of(JsonWriter.ToText(value, Indented), "json");

    private static string Short(JsonValue? value)
    {
        const int Most = 2000;
        string text = value switch
        {
            null => "none",
            JsonString { Text.Length: > 0 } content => content.Text,
            _ => JsonWriter.ToText(value, JsonWriterOptions.Compact),
        };
        return text.Length <= Most ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..Most]}… ({text.Length} characters)");
    }

    private static string Name(string key) => key switch
    {
        "cell_type" => "type",
        "execution_count" => "execution count",
        "nbformat" or "nbformat_minor" => "format",
        _ => key,
    };
}
