using System.Text;
using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Scripts;

/// <summary>Metadata as the block of YAML that PyYAML's <c>safe_dump</c> writes: sorted keys, quotes only where they are needed.</summary>
internal static partial class HeaderYaml
{
    public static IEnumerable<string> Write(JsonObject mapping) => Mapping(mapping, "");

    private static IEnumerable<string> Mapping(JsonObject mapping, string indent) =>
        mapping.OrderBy(member => member.Key, StringComparer.Ordinal).SelectMany(member => Entry($"{indent}{Scalar(member.Key)}:", member.Value, indent));

    private static IEnumerable<string> Entry(string head, JsonValue value, string indent) => value switch
    {
        JsonObject { Count: > 0 } mapping => [head, .. Mapping(mapping, indent + "  ")],
        JsonArray { Count: > 0 } list => [head, .. list.SelectMany(item => Item(item, indent))],
        _ => [$"{head} {Leaf(value)}"],
    };

    // A list in a mapping is not indented; a mapping in a list begins on the line of its dash.
    private static IEnumerable<string> Item(JsonValue item, string indent)
    {
        IEnumerable<string> lines = item switch
        {
            JsonObject { Count: > 0 } mapping => Mapping(mapping, indent + "  "),
            JsonArray { Count: > 0 } list => list.SelectMany(inner => Item(inner, indent + "  ")),
            _ => [$"{indent}  {Leaf(item)}"],
        };
        return lines.Select((line, index) => index == 0 ? $"{indent}- {line[(indent.Length + 2)..]}" : line);
    }

    private static string Leaf(JsonValue value) => value switch
    {
        JsonObject => "{}",
        JsonArray => "[]",
        JsonString text => Scalar(text.Text),
        JsonNull => "null",
        JsonNumber { IsInteger: false } number when !double.IsFinite(number.ToDouble()) => double.IsNaN(number.ToDouble()) ? ".nan" : number.ToDouble() > 0 ? ".inf" : "-.inf",
        _ => value.ToString(),
    };

    private static string Scalar(string text) =>
        text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\ufeff') ? Escaped(text)
        : IsPlain(text) ? text
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // A plain scalar must be read back as this very string.
    private static bool IsPlain(string text) => Plain().IsMatch(text) && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal) && !LooksLikeDate().IsMatch(text) && text != "=" && text != "<<" && Yaml11.Resolve(text) is JsonString;

    private static string Escaped(string text)
    {
        var result = new StringBuilder("\"");
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\t' => result.Append("\\t"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' => result.Append($"\\u{(int)c:X4}"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }

    [GeneratedRegex(@"^(?!---|\.\.\.)(?:[^\s\-?:,\[\]{}#&*!|>'""%@`]|[-?:](?=\S))(?:.*[^\s:])?$")]
    private static partial Regex Plain();

    // PyYAML's timestamps; ours leaves them strings.
    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])")]
    private static partial Regex LooksLikeDate();
}
