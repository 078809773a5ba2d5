using System.Collections.Frozen;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>C#.</summary>
public sealed class CSharpTranslator : Translator
{
    public override string Language => "C#";

    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "abstract", "as", "await", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if",
        "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params",
        "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct",
        "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while");

    protected override string Null => "null";

    protected override string NotANumber => "double.NaN";

    protected override string Infinity => "double.PositiveInfinity";

    protected override string NegativeInfinity => "double.NegativeInfinity";

    // var has no type to infer from null.
    public override string Assign(string name, JsonValue value) => $"{(value is JsonNull ? "object" : "var")} {Variable(name)} = {Literal(value)};";

    public override string Comment(string text) => $"// {Line(text)}".Trim();

    protected override string Integer(JsonNumber number) => number.TryGetInt64(out long value)
        ? value is < int.MinValue or > int.MaxValue ? $"{number.Canonical}L" : number.Canonical
        : $"System.Numerics.BigInteger.Parse(\"{number.Canonical}\")";

    // \x takes up to four digits: "\xe9a" would be one character, U+0E9A.
    protected override string Character(int point) => CommonCharacter(point) ?? UnicodeEscape(point);

    protected override string List(JsonArray items) => $"new {ElementType(items)}[] {{ {Join(items)} }}";

    protected override string Map(JsonObject members) =>
        "new Dictionary<string,Object>{ " + string.Join(", ", members.Select(member => $"{{ {Text(member.Key)} , {Literal(member.Value)} }}")) + " }";

    // An implicitly typed array needs elements of one type; object holds everything else without converting it.
    private static string ElementType(JsonArray items) =>
        items.Count > 0 && items.Select(StaticType).Distinct().Count() == 1 && items[0] is not JsonNull ? "" : "object";

    private static string StaticType(JsonValue value) => value switch
    {
        JsonNumber { IsInteger: true } number => number.TryGetInt64(out long integer) ? integer is < int.MinValue or > int.MaxValue ? "long" : "int" : "BigInteger",
        JsonArray items => (ElementType(items) == "object" ? "object" : StaticType(items[0])) + "[]",
        _ => value.GetType().Name,
    };
}
