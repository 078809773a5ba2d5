using System.Collections.Frozen;
using System.Text;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>MATLAB. Its string literals have no escapes: what cannot stand in one is joined on as <c>char(code)</c>.</summary>
public sealed class MatlabTranslator : Translator
{
    private const int MaxName = 63;

    public override string Language => "MATLAB";

    protected override string NameRule => "at most 63 ASCII letters, digits and _, starting with a letter";

    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "break", "case", "catch", "classdef", "continue", "else", "elseif", "end", "for", "function", "global", "if", "otherwise", "parfor", "persistent",
        "return", "spmd", "switch", "try", "while");

    // What papermill passes for None; an empty matrix would vanish in concatenations.
    protected override string Null => "NaN";

    protected override string NotANumber => "nan";

    protected override string Infinity => "inf";

    public override string Assign(string name, JsonValue value) => base.Assign(name, value) + ";";

    public override string Comment(string text) => $"% {Line(text)}".Trim();

    protected override bool IsName(string name) => IsAsciiName(name) && name[0] != '_' && name.Length <= MaxName;

    protected override string Integer(JsonNumber number) => double.IsFinite(number.ToDouble())
        ? number.Canonical
        : throw Unrepresentable("integers beyond 1.8e308", "pass it as a string");

    protected override string Text(string text)
    {
        List<string> parts = Parts(text, '"');
        if (parts.Count == 1 && parts[0][0] == '"')
        {
            return parts[0];
        }

        // The first operand must be a string, or + would add character codes.
        return "(" + string.Join(" + ", parts[0][0] == '"' ? parts : parts.Prepend("\"\"")) + ")";
    }

    protected override string Character(int point) => CodePoints.Text(point);

    protected override string List(JsonArray items) => $"{{{Join(items)}}}";

    // containers.Map({}, {}) is refused for its empty list of keys.
    protected override string Map(JsonObject members) => members.Count == 0
        ? "containers.Map('KeyType', 'char', 'ValueType', 'any')"
        : $"containers.Map({{{string.Join(", ", members.Select(member => Key(member.Key)))}}}, {{{string.Join(", ", members.Select(member => Literal(member.Value)))}}})";

    private static string Key(string text)
    {
        List<string> parts = Parts(text, '\'');
        return parts.Count == 1 && parts[0][0] == '\'' ? parts[0] : $"[{string.Join(", ", parts)}]";
    }

    // "a\nb" becomes: "a"  char(10)  "b"
    private static List<string> Parts(string text, char quote)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        foreach (int point in CodePoints.Of(text))
        {
            if (!CodePoints.IsControl(point) && !CodePoints.IsSurrogate(point))
            {
                part.Append(CodePoints.Text(point)).Append(point == quote ? quote : "");
                continue;
            }

            if (part.Length > 0)
            {
                parts.Add($"{quote}{part}{quote}");
                part.Clear();
            }

            parts.Add($"char({point})");
        }

        if (part.Length > 0 || parts.Count == 0)
        {
            parts.Add($"{quote}{part}{quote}");
        }

        return parts;
    }
}
