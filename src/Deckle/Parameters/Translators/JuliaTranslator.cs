using System.Collections.Frozen;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>Julia.</summary>
public sealed class JuliaTranslator : Translator
{
    public override string Language => "Julia";

    protected override string NameRule => "letters, digits, _ and !, starting with a letter or _";

    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "baremodule", "begin", "break", "catch", "const", "continue", "do", "else", "elseif", "end", "export", "false", "finally", "for", "function", "global",
        "if", "import", "in", "isa", "let", "local", "macro", "module", "quote", "return", "struct", "true", "try", "using", "where", "while");

    protected override string Null => "nothing";

    public override string Comment(string text) => $"# {Line(text)}".Trim();

    // A name of underscores only can be written but never read.
    protected override bool IsName(string name) => IsUnicodeName(name, "_!") && name[0] != '!' && name.Any(c => c != '_');

    // $ interpolates; \x is a raw byte, so two-digit escapes would not be UTF-8.
    protected override string Character(int point) => point switch
    {
        '$' => "\\$",
        _ when CodePoints.IsSurrogate(point) => throw Unrepresentable("lone surrogates in a string", "pass valid Unicode text"),
        _ => CommonCharacter(point) ?? UnicodeEscape(point),
    };

    protected override string List(JsonArray items) => (IsPromoted(items) ? "Any[" : "[") + Join(items) + "]";

    protected override string Map(JsonObject members) =>
        "Dict(" + string.Join(", ", members.Select(member => $"{Text(member.Key)} => {Literal(member.Value)}")) + ")";

    // A plain vector promotes its elements to one type: [true, 2] becomes [1, 2] and [[1], [2.5]] becomes [[1.0], [2.5]].
    // Elements of different natures, such as a number and a string, are left alone.
    private static bool IsPromoted(JsonArray items) =>
        items.Select(Nature).Distinct().Count() == 1 && items.SelectMany(NumberTypes).Distinct().Count() > 1;

    private static string Nature(JsonValue value) => value switch
    {
        JsonNumber or JsonBoolean => "number",
        _ => value.GetType().Name,
    };

    private static IEnumerable<string> NumberTypes(JsonValue value) => value switch
    {
        JsonBoolean => ["Bool"],
        JsonNumber number => [number.IsInteger ? "Int" : "Float64"],
        JsonArray items => items.SelectMany(NumberTypes),
        JsonObject members => members.SelectMany(member => NumberTypes(member.Value)),
        _ => [],
    };
}
