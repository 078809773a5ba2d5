using System.Collections.Frozen;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>F#.</summary>
public sealed class FSharpTranslator : Translator
{
    public override string Language => "F#";

    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "_", "abstract", "and", "as", "assert", "base", "begin", "break", "checked", "class", "component", "const", "constraint", "continue", "default",
        "delegate", "do", "done", "downcast", "downto", "elif", "else", "end", "event", "exception", "extern", "external", "false", "finally", "fixed", "for",
        "fun", "function", "global", "if", "in", "include", "inherit", "inline", "interface", "internal", "lazy", "let", "match", "member", "mixin", "mod",
        "module", "mutable", "namespace", "new", "not", "null", "of", "open", "or", "override", "parallel", "private", "process", "protected", "public", "pure",
        "rec", "return", "sealed", "select", "sig", "static", "struct", "tailcall", "then", "to", "trait", "true", "try", "type", "upcast", "use", "val",
        "virtual", "void", "when", "while", "with", "yield", "asr", "land", "lor", "lsl", "lsr", "lxor");

    protected override string Null => "None";

    protected override string NotANumber => "nan";

    protected override string Infinity => "infinity";

    public override string Assign(string name, JsonValue value) => $"let {Variable(name)} = {Literal(value)}";

    // F# reads string literals inside block comments: a quote without its partner would swallow the cell.
    public override string Comment(string text)
    {
        string line = Line(text);
        bool isPlain = line.AsSpan().IndexOfAny('"', '`') < 0 && !line.Contains("*)", StringComparison.Ordinal) && !line.Contains("(*", StringComparison.Ordinal);
        return isPlain ? $"(* {line} *)" : $"// {line}";
    }

    protected override string Integer(JsonNumber number) => number.TryGetInt64(out long value)
        ? value is < int.MinValue or > int.MaxValue ? $"{number.Canonical}L" : number.Canonical
        : $"{number.Canonical}I";

    protected override string Character(int point) => CodePoints.IsSurrogate(point)
        ? throw Unrepresentable("lone surrogates in a string literal", "pass valid Unicode text")
        : CommonCharacter(point) ?? (point < 0x100 ? $"\\x{point:x2}" : UnicodeEscape(point));

    protected override string List(JsonArray items) =>
        $"[ {string.Join("; ", IsOfOneType(items) ? items.Select(Literal) : items.Select(item => item is JsonNull ? "box null" : $"box ({Literal(item)})"))} ]";

    // An empty list has no type that Map.ofList could keep (FS0030, value restriction).
    protected override string Map(JsonObject members) => members.Count == 0
        ? "Map.empty<string, IComparable>"
        : "[ " + string.Join("; ", members.Select(member => $"({Text(member.Key)}, {Literal(member.Value)} :> IComparable)")) + " ] |> Map.ofList";

    private static bool IsOfOneType(JsonArray items) =>
        items.Count == 0 || (items.Select(StaticType).Distinct().Count() == 1 && items[0] is not JsonNull);

    private static string StaticType(JsonValue value) => value switch
    {
        JsonNumber { IsInteger: true } number => number.TryGetInt64(out long integer) ? integer is < int.MinValue or > int.MaxValue ? "int64" : "int" : "bigint",
        JsonArray { Count: 0 } => "'a list",
        JsonArray items => (IsOfOneType(items) ? StaticType(items[0]) : "obj") + " list",
        _ => value.GetType().Name,
    };
}
