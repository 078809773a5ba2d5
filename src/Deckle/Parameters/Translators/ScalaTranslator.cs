using System.Collections.Frozen;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>Scala 2 and 3.</summary>
public sealed class ScalaTranslator : Translator
{
    // A string constant of a class file has at most 65,535 bytes; a UTF-16 unit takes up to three.
    private const int MaxConstant = 20000;

    public override string Language => "Scala";

    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "_", "abstract", "case", "catch", "class", "def", "do", "else", "enum", "export", "extends", "false", "final", "finally", "for", "forSome", "given", "if",
        "implicit", "import", "lazy", "macro", "match", "new", "null", "object", "override", "package", "private", "protected", "return", "sealed", "super",
        "then", "this", "throw", "trait", "true", "try", "type", "val", "var", "while", "with", "yield");

    protected override string Null => "None";

    protected override string NotANumber => "Double.NaN";

    protected override string Infinity => "Double.PositiveInfinity";

    protected override string NegativeInfinity => "Double.NegativeInfinity";

    public override string Assign(string name, JsonValue value) => $"val {Variable(name)} = {Literal(value)}";

    // Scala before 2.13 reads \u escapes everywhere, comments included: one of them could end the comment.
    public override string Comment(string text) => $"// {Line(text).Replace("\\u", "\\ u", StringComparison.Ordinal)}".Trim();

    protected override string Integer(JsonNumber number) => number.TryGetInt64(out long value)
        ? value is < int.MinValue or > int.MaxValue ? $"{number.Canonical}L" : number.Canonical
        : $"BigInt(\"{number.Canonical}\")";

    // Constants joined with + would be folded into one again.
    protected override string Text(string text) => text.Length <= MaxConstant
        ? base.Text(text)
        : "Seq(" + string.Join(", ", text.Chunk(MaxConstant).Select(part => base.Text(new string(part)))) + ").mkString";

    protected override string Character(int point) => CommonCharacter(point) ?? Utf16Escape(point);

    // Numbers of several types alone in a list are widened to one: Seq(1, 2.5) is Seq(1.0, 2.5).
    protected override string List(JsonArray items) =>
        (items.All(item => item is JsonNumber) && items.Select(item => ((JsonNumber)item).IsInteger).Distinct().Count() > 1 ? "Seq[Any](" : "Seq(") + $"{Join(items)})";

    protected override string Map(JsonObject members) =>
        "Map(" + string.Join(", ", members.Select(member => $"{Text(member.Key)} -> {Literal(member.Value)}")) + ")";
}
