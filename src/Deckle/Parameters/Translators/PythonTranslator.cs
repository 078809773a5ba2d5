using System.Collections.Frozen;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>Python 3, in the text papermill gives where <c>black</c> is not installed.</summary>
public sealed class PythonTranslator : Translator
{
    public override string Language => "Python";

    protected override IReadOnlySet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "False", "None", "True", "__debug__", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield");

    protected override string Null => "None";

    protected override string NotANumber => "float('nan')";

    protected override string Infinity => "float('inf')";

    protected override string NegativeInfinity => "float('-inf')";

    public override string Comment(string text) => $"# {Line(text)}".Trim();

    protected override string Boolean(bool value) => value ? "True" : "False";

    // Python's unicode_escape codec; \x takes exactly two digits there.
    protected override string Character(int point) => CommonCharacter(point) ?? (point < 0x100 ? $"\\x{point:x2}" : UnicodeEscape(point));

    protected override string List(JsonArray items) => $"[{Join(items)}]";

    protected override string Map(JsonObject members) =>
        "{" + string.Join(", ", members.Select(member => $"{Text(member.Key)}: {Literal(member.Value)}")) + "}";
}
