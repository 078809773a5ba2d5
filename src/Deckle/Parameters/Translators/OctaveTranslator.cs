using System.Collections.Frozen;
using System.Text;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>GNU Octave. Other than in MATLAB, double-quoted strings have escapes, and strings are bytes of UTF-8.</summary>
public sealed class OctaveTranslator : Translator
{
    public override string Language => "Octave";

    protected override string NameRule => "ASCII letters, digits and _, not starting with a digit";

    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "__FILE__", "__LINE__", "break", "case", "catch", "continue", "do", "else", "elseif", "end", "end_try_catch", "end_unwind_protect", "endfor",
        "endfunction", "endif", "endparfor", "endswitch", "endwhile", "for", "function", "global", "if", "otherwise", "parfor", "persistent", "return", "switch",
        "try", "until", "unwind_protect", "unwind_protect_cleanup", "while");

    // As for MATLAB.
    protected override string Null => "NaN";

    protected override string NotANumber => "nan";

    protected override string Infinity => "inf";

    public override string Assign(string name, JsonValue value) => base.Assign(name, value) + ";";

    public override string Comment(string text) => $"% {Line(text)}".Trim();

    protected override bool IsName(string name) => IsAsciiName(name);

    protected override string Integer(JsonNumber number) => double.IsFinite(number.ToDouble())
        ? number.Canonical
        : throw Unrepresentable("integers beyond 1.8e308", "pass it as a string");

    protected override string Character(int point) => point switch
    {
        _ when CodePoints.IsSurrogate(point) => throw Unrepresentable("lone surrogates in a string", "pass valid Unicode text"),
        _ when CommonCharacter(point) is { } common => common,
        _ when !CodePoints.IsControl(point) => CodePoints.Text(point),
        _ => Bytes(point),
    };

    protected override string List(JsonArray items) => $"{{{Join(items)}}}";

    protected override string Map(JsonObject members) => members.Count == 0
        ? "containers.Map('KeyType', 'char', 'ValueType', 'any')"
        : $"containers.Map({{{string.Join(", ", members.Select(member => Key(member.Key)))}}}, {{{string.Join(", ", members.Select(member => Literal(member.Value)))}}})";

    // Single quotes have no escapes; a key that needs one is a double-quoted string.
    private string Key(string text) => text.Length == 0
        ? throw Unrepresentable("empty keys in containers.Map", "rename the key")
        : CodePoints.Of(text).All(point => point is >= 0x20 and < 0x7F) ? "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'" : Text(text);

    // Three octal digits always, so that a digit behind is not read into it.
    private static string Bytes(int point) =>
        string.Concat(Encoding.UTF8.GetBytes(CodePoints.Text(point)).Select(value => "\\" + Convert.ToString(value, 8).PadLeft(3, '0')));
}
