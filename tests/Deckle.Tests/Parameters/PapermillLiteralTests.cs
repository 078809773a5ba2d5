using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Parameters.Translators;

namespace Deckle.Tests.Parameters;

/// <summary>papermill's literals (<c>tests/cases/papermill-translators.txt</c>) are ours, but for those that are wrong.</summary>
public partial class PapermillLiteralTests
{
    private const string Escapes = "\\x is not a two-digit character escape here";
    private const string NotFinite = "no such name in the language";
    private const string Backslash = "a backslash escapes nothing here, so doubled ones and \\n stay in the text";

    private static readonly Dictionary<string, JsonValue> Values = new()
    {
        ["None"] = JsonNull.Value,
        ["True"] = true,
        ["False"] = false,
        ["0"] = 0,
        ["-3"] = -3,
        ["2147483648"] = 2147483648,
        ["-2147483649"] = -2147483649,
        ["10**30"] = JsonNumber.Of(BigInteger.Pow(10, 30)),
        ["1.0"] = 1.0,
        ["0.1"] = 0.1,
        ["1e16"] = 1e16,
        ["1e-7"] = 1e-7,
        ["-0.0"] = -0.0,
        ["nan"] = double.NaN,
        ["inf"] = double.PositiveInfinity,
        ["-inf"] = double.NegativeInfinity,
        ["''"] = "",
        ["foo"] = "foo",
        ["a\"b"] = "a\"b",
        ["it's"] = "it's",
        ["back\\slash"] = "back\\slash",
        ["nl\ntab\t"] = "nl\ntab\t",
        ["cr\r nul\0 "] = "cr\r\0",
        ["é"] = "é",
        ["中"] = "中",
        ["😍"] = "😍",
        ["$x `y`"] = "$x `y`",
        ["{c}"] = "{c}",
        ["[]"] = JsonArray.Empty,
        ["[1,\"a\",None,[True]]"] = JsonReader.Read("""[1, "a", null, [true]]"""),
        ["{}"] = JsonObject.Empty,
        ["{\"k\":1,\"n\":{\"z\":[1.5]}}"] = JsonReader.Read("""{"k": 1, "n": {"z": [1.5]}}"""),
        ["{1:2}"] = JsonReader.Read("""{"1": 2}"""),
        ["{True:1}"] = JsonReader.Read("""{"True": 1}"""),
        ["{None:1}"] = JsonReader.Read("""{"None": 1}"""),
        ["OrderedDict"] = JsonReader.Read("""{"a": 1}"""),
        // Python objects that are no JSON: papermill passes their str().
        ["tuple"] = "(1, 2)",
        ["date"] = "2020-01-02",
        ["datetime"] = "2020-01-02 03:04:05",
        ["Decimal"] = "1.50",
        ["bytes"] = "b'ab'",
        ["set"] = "{1}",
    };

    // Language and value, our literal (null for an error), and why.
    private static readonly Dictionary<(string, string), (string? Literal, string Why)> Deviations = new()
    {
        [("R", "cr nul")] = (null, "R strings hold no NUL"),
        [("R", "é")] = ("\"\\u00e9\"", "\\xe9 is a raw byte of the locale"),
        [("R", "nan")] = ("NaN", NotFinite),
        [("R", "inf")] = ("Inf", NotFinite),
        [("R", "-inf")] = ("-Inf", NotFinite),
        [("scala", "10**30")] = ("BigInt(\"1000000000000000000000000000000\")", "too large for a Long literal"),
        [("scala", "nan")] = ("Double.NaN", NotFinite),
        [("scala", "inf")] = ("Double.PositiveInfinity", NotFinite),
        [("scala", "-inf")] = ("Double.NegativeInfinity", NotFinite),
        [("scala", "cr nul")] = ("\"cr\\r\\u0000\"", Escapes),
        [("scala", "é")] = ("\"\\u00e9\"", Escapes),
        [("scala", "😍")] = ("\"\\ud83d\\ude0d\"", "no \\U in Scala"),
        [("julia", "nan")] = ("NaN", NotFinite),
        [("julia", "inf")] = ("Inf", NotFinite),
        [("julia", "-inf")] = ("-Inf", NotFinite),
        [("julia", "cr nul")] = ("\"cr\\r\\u0000\"", "one escape for all: \\x is a raw byte"),
        [("julia", "é")] = ("\"\\u00e9\"", "\\xe9 is a raw byte, not UTF-8"),
        [("julia", "$x `y`")] = ("\"\\$x `y`\"", "$ interpolates"),
        [("matlab", "back\\slash")] = ("\"back\\slash\"", Backslash),
        [("matlab", "nl tab")] = ("(\"nl\" + char(10) + \"tab\" + char(9))", Backslash),
        [("matlab", "cr nul")] = ("(\"cr\" + char(13) + char(0))", Backslash),
        [("matlab", "é")] = ("\"é\"", Backslash),
        [("matlab", "中")] = ("\"中\"", Backslash),
        [("matlab", "😍")] = ("\"😍\"", Backslash),
        [("matlab", "{}")] = ("containers.Map('KeyType', 'char', 'ValueType', 'any')", "an empty list of keys is refused"),
        [("matlab", "assign _x")] = (null, "names do not start with an underscore"),
        [("matlab", "assign __x")] = (null, "names do not start with an underscore"),
        [(".net-csharp", "None")] = ("null", "C# has null"),
        [(".net-csharp", "10**30")] = ("System.Numerics.BigInteger.Parse(\"1000000000000000000000000000000\")", "too large for a long literal"),
        [(".net-csharp", "nan")] = ("double.NaN", NotFinite),
        [(".net-csharp", "inf")] = ("double.PositiveInfinity", NotFinite),
        [(".net-csharp", "-inf")] = ("double.NegativeInfinity", NotFinite),
        [(".net-csharp", "cr nul")] = ("\"cr\\r\\u0000\"", "\\x takes up to four digits"),
        [(".net-csharp", "é")] = ("\"\\u00e9\"", "\\x takes up to four digits"),
        [(".net-csharp", "[]")] = ("new object[] {  }", "an empty array has no type to infer"),
        [(".net-csharp", "[1,\"a\",None,[True]]")] = ("new object[] { 1, \"a\", null, new [] { true } }", "elements of several types, and null"),
        [(".net-fsharp", "10**30")] = ("1000000000000000000000000000000I", "too large for an int64 literal"),
        [(".net-fsharp", "inf")] = ("infinity", NotFinite),
        [(".net-fsharp", "-inf")] = ("-infinity", NotFinite),
        [(".net-fsharp", "[1,\"a\",None,[True]]")] = ("[ box (1); box (\"a\"); box null; box ([ true ]) ]", "elements of several types"),
        [(".net-fsharp", "{}")] = ("Map.empty<string, IComparable>", "an empty list has no type to infer (FS0030)"),
        [(".net-powershell", "10**30")] = ("[System.Numerics.BigInteger]::Parse(\"1000000000000000000000000000000\")", "would become a double"),
        [(".net-powershell", "back\\slash")] = ("\"back\\slash\"", Backslash),
        [(".net-powershell", "nl tab")] = ("\"nl`ntab`t\"", Backslash),
        [(".net-powershell", "cr nul")] = ("\"cr`r`0\"", Backslash),
        [(".net-powershell", "é")] = ("\"é\"", Backslash),
        [(".net-powershell", "中")] = ("\"中\"", Backslash),
        [(".net-powershell", "😍")] = ("\"😍\"", Backslash),
        [(".net-powershell", "$x `y`")] = ("\"`$x ``y``\"", "$ interpolates and ` escapes"),
        [("bash", "nl tab")] = ("$'nl\\ntab\\t'", "bash kernels type the source into a terminal"),
        [("bash", "cr nul")] = (null, "bash strings hold no NUL"),
        [("bash", "[1,\"a\",None,[True]]")] = (null, "no arrays inside arrays"),
        [("bash", "{}")] = ("()", "bash has associative arrays"),
        [("bash", "{1:2}")] = ("([1]=2)", "bash has associative arrays"),
        [("bash", "{True:1}")] = ("([True]=1)", "bash has associative arrays"),
        [("bash", "{None:1}")] = ("([None]=1)", "bash has associative arrays"),
        [("bash", "OrderedDict")] = ("([a]=1)", "bash has associative arrays"),
        [("bash", "{\"k\":1,\"n\":{\"z\":[1.5]}}")] = (null, "no arrays inside arrays"),
    };

    [Fact]
    public void Literals_are_papermills_but_for_the_listed_ones()
    {
        var wrong = new List<string>();
        var used = new HashSet<(string, string)>();
        int compared = 0;
        foreach ((string language, string name, string expected) in Rows())
        {
            Translator translator = TranslatorCatalog.Find(language, null);
            (string Literal, string Why)? deviation = Deviations.TryGetValue((language, name), out (string? Literal, string Why) found) ? (found.Literal ?? "error", found.Why) : null;
            used.Add((language, name));
            string actual = Answer(translator, name);
            compared++;
            if (actual != (deviation?.Literal ?? expected))
            {
                wrong.Add($"{language} {name}: {actual}, not {deviation?.Literal ?? expected}");
            }
            else if (deviation is not null && actual == expected)
            {
                wrong.Add($"{language} {name}: listed as a deviation, but it is papermill's");
            }
        }

        Assert.Empty(wrong);
        Assert.True(compared > 9 * 45, $"only {compared} rows were read");
        Assert.Empty(Deviations.Keys.Except(used));
    }

    private static string Answer(Translator translator, string name)
    {
        try
        {
            return name switch
            {
                "comment" => translator.Comment("Parameters"),
                "codify" => translator.Codify(JsonObject.Of(("a", 1), ("b", "x"))),
                _ when name.StartsWith("assign ", StringComparison.Ordinal) => translator.Assign(name[7..], 1).TrimEnd(translator.Language == "MATLAB" ? ';' : '\0'),
                _ => translator.Literal(Values[Full(name)]),
            };
        }
        catch (DeckleException)
        {
            return "error";
        }
    }

    // The table's names of two values hold control characters.
    private static string Full(string name) => name switch
    {
        "nl tab" => "nl\ntab\t",
        "cr nul" => "cr\r nul\0 ",
        _ => name,
    };

    private static IEnumerable<(string Language, string Name, string Expected)> Rows()
    {
        string text = File.ReadAllText(Cases.Path("papermill-translators.txt")).Replace("nl\ntab\t =>", "nl tab =>", StringComparison.Ordinal);
        text = CarriageReturn().Replace(text, "    cr nul =>");
        string language = "";
        foreach (string line in text.Split('\n'))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                language = heading.Groups[1].Value;
                yield return (language, "comment", Unescaped(heading.Groups[2].Value));
            }
            else if (Assignment().Match(line) is { Success: true } assignment)
            {
                yield return (language, "assign " + assignment.Groups[1].Value, Unescaped(assignment.Groups[2].Value));
            }
            else if (Whole().Match(line) is { Success: true } whole)
            {
                yield return (language, "codify", Unescaped(whole.Groups[1].Value));
            }
            else if (line.Split(" => ", 2) is [var name, var literal])
            {
                yield return (language, name.Trim(), Unescaped(literal));
            }
        }
    }

    // The table holds Python's repr of each literal, without its quotes.
    private static string Unescaped(string repr) => Escape().Replace(repr, match => match.Value[1] switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'x' => ((char)int.Parse(match.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        _ => match.Value[1..],
    });

    [GeneratedRegex(@"^## (\S+) '(.*)'$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^   assign (\S+) '(.*)'$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^   codify '(.*)' '.*'$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^    cr[\s\S]{0,3}nul[^=]*=>", RegexOptions.Multiline)]
    private static partial Regex CarriageReturn();

    [GeneratedRegex(@"\\(?:x[0-9a-f]{2}|.)")]
    private static partial Regex Escape();
}
