using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Parameters.Translators;

/// <summary>
/// Writes parameters as source of one language: the injected cell. Where papermill's text is right and safe it is the same text.
/// Whatever a string holds, it stays a string: no value can become code.
/// </summary>
public abstract class Translator
{
    /// <summary>The language's name as people write it: <c>Python</c>, <c>C#</c>.</summary>
    public abstract string Language { get; }

    /// <summary>What a variable may be called, for the error: <c>letters, digits and _, not starting with a digit</c>.</summary>
    protected virtual string NameRule => "letters, digits and _, not starting with a digit";

    /// <summary>Names that the language keeps for itself.</summary>
    protected abstract IReadOnlySet<string> Keywords { get; }

    /// <summary>The source of a whole cell: a comment, one assignment for each parameter, a final newline.</summary>
    /// <exception cref="DeckleException"><c>parameter-bad-name</c>, <c>parameter-not-representable</c>.</exception>
    public string Codify(JsonObject parameters, string comment = "Parameters")
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var source = new StringBuilder(Comment(comment)).Append('\n');
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonMember parameter in parameters)
        {
            if (!given.TryAdd(Variable(parameter.Key), parameter.Key))
            {
                throw TranslatorErrors.SameVariable(given[Variable(parameter.Key)], parameter.Key, Language);
            }

            try
            {
                source.Append(Assign(parameter.Key, parameter.Value)).Append('\n');
            }
            catch (DeckleException e) when (TranslatorErrors.IsNotRepresentable(e))
            {
                throw TranslatorErrors.OfParameter(parameter.Key, e);
            }
        }

        return source.ToString();
    }

    /// <summary>One assignment, without line end.</summary>
    /// <exception cref="DeckleException"><c>parameter-bad-name</c>, <c>parameter-not-representable</c>.</exception>
    public virtual string Assign(string name, JsonValue value) => $"{Variable(name)} = {Literal(value)}";

    /// <summary>A line of comment.</summary>
    public abstract string Comment(string text);

    /// <summary>The value as an expression.</summary>
    /// <exception cref="DeckleException"><c>parameter-not-representable</c>: the language has no such value, such as NUL in a bash string.</exception>
    public string Literal(JsonValue value) => value switch
    {
        JsonNull => Null,
        JsonBoolean boolean => Boolean(boolean.Value),
        JsonNumber { IsInteger: true } number => Integer(number),
        JsonNumber number => Float(number.ToDouble()),
        JsonString text => Text(text.Text),
        JsonArray items => List(items),
        JsonObject members => Map(members),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>The variable that a parameter is assigned to: its name, checked.</summary>
    /// <exception cref="DeckleException"><c>parameter-bad-name</c>.</exception>
    public virtual string Variable(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Keywords.Contains(name))
        {
            throw TranslatorErrors.Keyword(name, Language);
        }

        return IsName(name) ? name : throw TranslatorErrors.BadName(name, Language, NameRule);
    }

    protected abstract string Null { get; }

    protected virtual string Boolean(bool value) => value ? "true" : "false";

    protected virtual string Integer(JsonNumber number) => number.Canonical;

    protected virtual string Float(double value) =>
        double.IsNaN(value) ? NotANumber : double.IsInfinity(value) ? value < 0 ? NegativeInfinity : Infinity : PythonFloat.Repr(value);

    protected virtual string NotANumber => "NaN";

    protected virtual string Infinity => "Inf";

    protected virtual string NegativeInfinity => "-" + Infinity;

    /// <summary>A string literal in double quotes, each code point by <see cref="Character"/>.</summary>
    protected virtual string Text(string text) => Quote(text, Character);

    /// <summary>What a code point is in a string literal.</summary>
    protected abstract string Character(int point);

    protected abstract string List(JsonArray items);

    protected abstract string Map(JsonObject members);

    protected virtual bool IsName(string name) => IsUnicodeName(name, "_");

    protected DeckleException Unrepresentable(string what, string help) => TranslatorErrors.NotRepresentable(Language, what, help);

    protected string Join(JsonArray items, string separator = ", ") => string.Join(separator, items.Select(Literal));

    protected static string Quote(string text, Func<int, string> character)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (int point in CodePoints.Of(text))
        {
            literal.Append(character(point));
        }

        return literal.Append('"').ToString();
    }

    /// <summary>The escapes that C and its heirs share: <c>\\ \" \n \r \t</c>, printable ASCII as it is; null for the rest.</summary>
    protected static string? CommonCharacter(int point) => point switch
    {
        '\\' => "\\\\",
        '"' => "\\\"",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        >= 0x20 and < 0x7F => ((char)point).ToString(),
        _ => null,
    };

    /// <summary><c>\uHHHH</c>, and <c>\UHHHHHHHH</c> beyond the BMP. Always all digits, so that a digit behind is not read into it.</summary>
    protected static string UnicodeEscape(int point) => point < 0x10000 ? $"\\u{point:x4}" : $"\\U{point:x8}";

    /// <summary><c>\uHHHH</c> for each UTF-16 unit.</summary>
    protected static string Utf16Escape(int point) => string.Concat(CodePoints.Text(point).Select(unit => $"\\u{(int)unit:x4}"));

    /// <summary>The text on one line, so that a comment ends where it should.</summary>
    protected static string Line(string text) =>
        string.Concat(CodePoints.Of(text ?? "").Select(point => CodePoints.IsControl(point) ? " " : CodePoints.Text(point)));

    protected static bool IsAsciiName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Letters of any script, then also digits, marks and connectors (UAX #31), and the language's own additions.</summary>
    protected static bool IsUnicodeName(string name, string additions)
    {
        bool isFirst = true;
        foreach (int point in CodePoints.Of(name))
        {
            bool isAddition = point < 0x80 && additions.Contains((char)point, StringComparison.Ordinal);
            if (!isAddition && !IsNameCategory(CharUnicodeInfo.GetUnicodeCategory(point), isFirst))
            {
                return false;
            }

            isFirst = false;
        }

        return !isFirst;
    }

    private static bool IsNameCategory(UnicodeCategory category, bool isFirst) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation => !isFirst,
        _ => false,
    };
}
