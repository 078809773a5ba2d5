using System.Collections.Frozen;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>JavaScript and TypeScript.</summary>
public sealed class JavaScriptTranslator : Translator
{
    private const long MaxSafeInteger = 9007199254740991;

    private readonly string declaration;

    private JavaScriptTranslator(string language, string declaration)
    {
        Language = language;
        this.declaration = declaration;
    }

    /// <summary>
    /// For kernels where a cell is a script in one global scope (IJavascript, browsers): a bare assignment, because declaring a name again
    /// that the parameters cell declared with <c>let</c> is a syntax error there.
    /// </summary>
    public static JavaScriptTranslator Script { get; } = new("JavaScript", "");

    /// <summary>For kernels in strict mode that let a later cell declare a name again (Deno, tslab).</summary>
    public static JavaScriptTranslator Module { get; } = new("TypeScript", "let ");

    public override string Language { get; }

    protected override string NameRule => "letters, digits, _ and $, not starting with a digit";

    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "Infinity", "NaN", "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum",
        "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let", "new", "null",
        "package", "private", "protected", "public", "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var", "void",
        "while", "with", "yield");

    protected override string Null => "null";

    protected override string Infinity => "Infinity";

    public override string Assign(string name, JsonValue value) => $"{declaration}{Variable(name)} = {Literal(value)};";

    public override string Comment(string text) => $"// {Line(text)}".Trim();

    protected override bool IsName(string name) => IsUnicodeName(name, "_$");

    protected override string Integer(JsonNumber number) =>
        number.TryGetInt64(out long value) && value is >= -MaxSafeInteger and <= MaxSafeInteger ? number.Canonical : $"{number.Canonical}n";

    protected override string Character(int point) => CommonCharacter(point) ?? Utf16Escape(point);

    protected override string List(JsonArray items) => $"[{Join(items)}]";

    // "__proto__": v would set the prototype; a computed key is a key like any other.
    protected override string Map(JsonObject members) =>
        "{" + string.Join(", ", members.Select(member => $"{(member.Key == "__proto__" ? "[\"__proto__\"]" : Text(member.Key))}: {Literal(member.Value)}")) + "}";
}
