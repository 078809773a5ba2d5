using System.Collections.Frozen;
using System.Text;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>bash 4 and later. Everything is a string, a list of strings, or a flat table of strings.</summary>
public sealed class BashTranslator : Translator
{
    public override string Language => "bash";

    protected override string NameRule => "ASCII letters, digits and _, not starting with a digit";

    // Read-only variables of the shell; $_ is overwritten by every command.
    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "_", "BASHOPTS", "BASH_VERSINFO", "EUID", "PPID", "SHELLOPTS", "UID");

    protected override string Null => "";

    protected override string NotANumber => "nan";

    protected override string Infinity => "inf";

    public override string Assign(string name, JsonValue value) => $"{(value is JsonObject ? "declare -A " : "")}{Variable(name)}={Literal(value)}";

    public override string Comment(string text) => $"# {Line(text)}".Trim();

    protected override bool IsName(string name) => IsAsciiName(name);

    // Python's shlex.quote, but for control characters: bash kernels type the source into a terminal, where a tab completes and ^C interrupts.
    protected override string Text(string text)
    {
        if (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "_@%+=:,./-".Contains(c, StringComparison.Ordinal)))
        {
            return text;
        }

        IReadOnlyList<int> points = CodePoints.Of(text);
        if (points.Contains(0))
        {
            throw Unrepresentable("NUL in a string", "encode the value, for example as base64");
        }

        if (points.Any(CodePoints.IsSurrogate))
        {
            throw Unrepresentable("lone surrogates in a string", "pass valid Unicode text");
        }

        return points.Any(CodePoints.IsControl)
            ? "$'" + string.Concat(points.Select(Character)) + "'"
            : "'" + text.Replace("'", "'\"'\"'", StringComparison.Ordinal) + "'";
    }

    // Inside $'...'. Quotes and ! are octal too: history expansion does not know this kind of quote. Octal has three digits at most, \x any number.
    protected override string Character(int point) => point switch
    {
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\'' or '!' => Bytes(point),
        _ => CodePoints.IsControl(point) ? Bytes(point) : CodePoints.Text(point),
    };

    protected override string List(JsonArray items) => "(" + string.Join(" ", items.Select(Element)) + ")";

    protected override string Map(JsonObject members) => "(" + string.Join(" ", members.Select(member => member.Key.Length == 0
        ? throw Unrepresentable("empty keys in associative arrays", "rename the key")
        : $"[{Text(member.Key)}]={Element(member.Value)}")) + ")";

    private string Element(JsonValue value) => value switch
    {
        JsonNull => "''",
        JsonArray or JsonObject => throw Unrepresentable("arrays inside arrays", "pass the inner value as JSON text"),
        _ => Literal(value),
    };

    private static string Bytes(int point) =>
        string.Concat(Encoding.UTF8.GetBytes(CodePoints.Text(point)).Select(value => "\\" + Convert.ToString(value, 8).PadLeft(3, '0')));
}
