using Deckle.Json;

namespace Deckle.Tool.Rendering.Cells;

/// <summary>JSON that can be unfolded level by level. The outermost is open.</summary>
internal static class JsonTree
{
    // A list of a million numbers is not for reading.
    private const int MostItems = 500;
    private const int Deepest = 60;

    public static void Write(HtmlWriter html, JsonValue value)
    {
        html.Raw("<section class=\"json-tree\">");
        Value(html, value, depth: 0);
        html.Raw("</section>");
    }

    private static void Value(HtmlWriter html, JsonValue value, int depth)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members when depth < Deepest:
                Branch(html, $"{{{members.Count}}}", members.Count, members.Take(MostItems).Select(member => (member.Key, member.Value)), depth);
                break;
            case JsonArray { Count: > 0 } items when depth < Deepest:
                Branch(html, $"[{items.Count}]", items.Count, items.Take(MostItems).Select((item, index) => ($"{index}", item)), depth);
                break;
            case JsonString text:
                html.Raw("<span class=\"s\">").Text(text.ToString()).Raw("</span>");
                break;
            case JsonNumber number:
                html.Raw("<span class=\"m\">").Text(number.Token).Raw("</span>");
                break;
            default:
                html.Raw("<span class=\"kc\">").Text(value.ToString()).Raw("</span>");
                break;
        }
    }

    private static void Branch(HtmlWriter html, string summary, int count, IEnumerable<(string Key, JsonValue Value)> children, int depth)
    {
        html.Raw(depth == 0 ? "<details open><summary>" : "<details><summary>").Text(summary).Raw("</summary><ul>");
        foreach ((string key, JsonValue child) in children)
        {
            html.Raw("<li><span class=\"nb\">").Text(key).Raw("</span>: ");
            Value(html, child, depth + 1);
            html.Raw("</li>");
        }

        html.Raw(count > MostItems ? $"<li>and {count - MostItems} more</li></ul></details>" : "</ul></details>");
    }
}
