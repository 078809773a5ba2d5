using System.Collections.Frozen;
using System.Text;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>R. Numbers are doubles, lists and dictionaries are lists.</summary>
public sealed class RTranslator : Translator
{
    // R's parser takes at most 10,000 characters in a string with \u escapes, and 10,000 bytes in a name.
    private const int MaxEscaped = 5000;

    public override string Language => "R";

    protected override string NameRule => "letters, digits, . and _, starting with a letter or with . and no digit behind it";

    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "if", "else", "repeat", "while", "function", "for", "next", "break", "in", "TRUE", "FALSE", "NULL", "Inf", "NaN", "NA", "NA_integer_", "NA_real_",
        "NA_complex_", "NA_character_", "...");

    protected override string Null => "NULL";

    public override string Comment(string text) => $"# {Line(text)}".Trim();

    // R names cannot start with an underscore; papermill drops it.
    public override string Variable(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string variable = name.TrimStart('_');
        return base.Variable(variable.Length == 0 ? name : variable);
    }

    protected override bool IsName(string name) =>
        IsUnicodeName(name, "._0123456789") && name[0] != '_' && !char.IsAsciiDigit(name[0]) && !(name[0] == '.' && name.Length > 1 && char.IsAsciiDigit(name[1]));

    protected override string Boolean(bool value) => value ? "TRUE" : "FALSE";

    protected override string Integer(JsonNumber number) => double.IsFinite(number.ToDouble())
        ? number.Canonical
        : throw Unrepresentable("integers beyond 1.8e308", "pass it as a string");

    protected override string Text(string text)
    {
        if (text.Length <= MaxEscaped || IsPlain(text))
        {
            return base.Text(text);
        }

        var parts = new List<string>();
        var part = new StringBuilder();
        foreach (int point in CodePoints.Of(text))
        {
            part.Append(CodePoints.Text(point));
            if (part.Length >= MaxEscaped)
            {
                parts.Add(base.Text(part.ToString()));
                part.Clear();
            }
        }

        parts.Add(base.Text(part.ToString()));
        return $"paste0({string.Join(", ", parts)})";
    }

    // "\x" would be a raw byte of the locale, and R refuses \x and \u in one string.
    protected override string Character(int point) => point switch
    {
        0 => throw Unrepresentable("NUL in a string", "encode the value, for example as base64"),
        _ when CodePoints.IsSurrogate(point) => throw Unrepresentable("lone surrogates in a string", "pass valid Unicode text"),
        _ => CommonCharacter(point) ?? UnicodeEscape(point),
    };

    protected override string List(JsonArray items) => $"list({Join(items)})";

    // A name in the text of a call is a symbol: never empty, of limited length, and in the locale's encoding. setNames has none of these limits.
    protected override string Map(JsonObject members) => members.All(member => member.Key.Length is > 0 and < 1000 && IsPlain(member.Key))
        ? "list(" + string.Join(", ", members.Select(member => $"{Text(member.Key)} = {Literal(member.Value)}")) + ")"
        : "setNames(list(" + string.Join(", ", members.Select(member => Literal(member.Value))) + "), c(" + string.Join(", ", members.Select(member => Text(member.Key))) + "))";

    private static bool IsPlain(string text) => text.All(c => c is >= ' ' and < '\x7f');
}
