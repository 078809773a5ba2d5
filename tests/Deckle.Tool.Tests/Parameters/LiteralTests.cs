using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using Deckle.Json;

namespace Deckle.Tool.Tests.Parameters;

/// <summary>The proof of the translators: the languages themselves read the literals. One process a language.</summary>
public class LiteralTests
{
    private static readonly string[] Table =
    [
        "null", "true", "false", "0", "-0.0", "1", "-1", "2147483647", "2147483648", "-2147483648", "-2147483649", "9007199254740991", "9007199254740993",
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-100000000000000000000000000000000000001", "1.0", "0.1", "-1.5", "1e16", "1e-7",
        "1.7976931348623157e308", "5e-324", "2.2250738585072014e-308", "123456789.123456789", "NaN", "Infinity", "-Infinity",
        "\"\"", "\"foo\"", "\"a\\\"b\"", "\"it's\"", "\"'''\"", "\"\\\"\\\"\\\"\"", "\"back\\\\slash\"", "\"end\\\\\"", "\"\\\\n\"", "\"nl\\ntab\\tcr\\r\"", "\"\\u0000\"", "\"a\\u00001\"",
        "\"\\u0001\\u0007\\b\\f\\u001a\\u001b\\u007f\\u0080\\u0085\\u00a0\"", "\"é\"", "\"éa\"", "\"\\u00e9ff0\"", "\"中\"", "\"😍\"", "\"😍1\"", "\"é中😍\\u0001\"",
        "\"\\u2028\\u2029\\ufeff\\ufffe\\uffff\"", "\"\\ud800\"", "\"x\\udc00y\"", "\"\\ude0d\\ud83d\"", "\"$x `y` ${z} $(rm -rf /) #{w} %s {c}\"", "\"!! !x ~ * ? [a] {b,c}\"",
        "\"//\"", "\"/* */ (* *) <!-- -->\"", "\"# no comment\"", "\"-n\"", "\"=\"", "\"[0]=x\"", "\"True\"", "\" lead and trail \"", "\"\\\\u0041\\\\x41\\\\101\"", "\"</script>\"",
        "[]", "{}", "[1, \"a\", null, [true]]", "[null]", "[null, null]", "[[]]", "[[[]]]", "[{}]", "[{}, {\"a\": 1}]", "[1, 2, 3]", "[1, 2.5]", "[true, 2]", "[[1], [2.5]]",
        "[\"a b\", \"\", \"-n\", \"[0]=x\", \"a=b\", \"*\"]", "[1, 9223372036854775807, 9223372036854775808]", "[-1, -2]", "[NaN, Infinity]", "[1, NaN]",
        "{\"k\": 1, \"n\": {\"z\": [1.5]}}", "{\"a\": null, \"b\": [], \"c\": {}}", "{\"a b\": \"x\", \"it's\": \"y\", \"q\\\"\": \"z\", \"a]b\": \"[\", \"$x\": \"$y\", \"`\": \"!\"}", "{\"\": 1}",
        "{\"é中😍\": \"é\", \"nl\\n\": 2}", "{\"__proto__\": 1, \"constructor\": 2}", "{\"a\": 1, \"b\": \"x\", \"c\": true, \"d\": 2.5}", "{\"a\": \"x\", \"b\": \"yy\"}", "{\"a\": true, \"b\": 2}", "{\"@\": 1, \"*\": 2}",
        "{\"NA\": 1, \"NULL\": 2, \"if\": 3}", "[[[[[[[[1]]]]]]]]",
    ];

    // What breaks literals: quotes, escapes, interpolation, line ends, and what stands behind an escape.
    private static readonly string[] Pieces =
    [
        "\"", "'", "`", "\\", "$", "${", "$(", "#{", "{", "}", "(", ")", "[", "]", "%", "%%", "!", "#", "//", "/*", "*/", "(*", "*)", "@", "~", "&", "|", ";", "<", ">",
        "\n", "\r", "\t", "\b", "\f", "\v", "\a", "\u001b", "\u007f", "\u0085", "\u00a0", "\u2028", "\u201c", "\u201d", "\ufeff", "é", "ÿ", "中", "😍", "\U0010ffff",
        "a", "b", "f", "n", "u", "x", "U", "0", "1", "9", " ", "  ", "=", "-", ".", ",",
    ];

    public static TheoryData<int> Interpreters() => new(Enumerable.Range(0, Interpreter.All.Count));

    [Theory]
    [MemberData(nameof(Interpreters))]
    public async Task Every_literal_is_the_value_it_stands_for(int language)
    {
        Interpreter interpreter = Interpreter.All[language];
        Assert.SkipWhen(interpreter.IsOptional && !File.Exists(interpreter.Command[0]), $"{interpreter.Command[0]} is not installed");
        string[] random = [];
        Gen.Int[0, Pieces.Length - 1].Array[0, 12].Select(picks => string.Concat(picks.Select(pick => Pieces[pick]))).Array[200]
            .Sample(texts => random = texts, iter: 1, threads: 1);
        string[] longText = [new string('x', 30000) + "é", string.Concat(Enumerable.Repeat("é中😍", 8000))];
        JsonValue[] values = [.. Table.Select(JsonReader.Read), .. random.Concat(longText).Select(text => new JsonString(text))];
        (JsonValue Value, string Assignment, string Name)[] written = [.. values.SelectMany((value, i) => Written(interpreter, value, $"v{i}"))];

        string[] lines = await RunAsync(interpreter, written.Select(item => $"{item.Assignment}\n{interpreter.Show(item.Name)}\n"));

        Assert.Equal(written.Length, lines.Length);
        Assert.True(written.Length > values.Length * 0.9, $"only {written.Length} of {values.Length} values were written");
        string[] wrong =
        [
            .. written.Zip(lines)
                .Where(pair => Normal(JsonReader.Read(pair.Second)) != Expected(interpreter, pair.First.Value))
                .Select(pair => $"{pair.First.Assignment}\n  is {pair.Second}\n  not {Expected(interpreter, pair.First.Value)}"),
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong.Take(10)));
    }

    // A value that the language has not gives an error instead of source; those are few.
    private static IEnumerable<(JsonValue, string, string)> Written(Interpreter interpreter, JsonValue value, string name)
    {
        try
        {
            return [(value, interpreter.Translator.Assign(name, value), name)];
        }
        catch (DeckleException e) when (e.Code == "parameter-not-representable")
        {
            return [];
        }
    }

    private static JsonValue Expected(Interpreter interpreter, JsonValue value) => interpreter.Project(value) switch
    {
        JsonArray items => JsonArray.From(items.Select(item => Expected(interpreter, item))),
        JsonObject members => JsonObject.From(members.Select(member => new JsonMember(Interpreter.Hex(new JsonString(member.Key)), Expected(interpreter, member.Value)))),
        JsonValue scalar => scalar,
    };

    private static JsonValue Normal(JsonValue value) => value switch
    {
        JsonArray items => JsonArray.From(items.Select(Normal)),
        JsonObject members => JsonObject.From(members.Select(member => new JsonMember(((JsonString)Normal(member.Key)).Text, Normal(member.Value)))),
        JsonString { Text: ['d', .. string number] } => "d" + PythonFloat.Repr(Number(number)),
        JsonString { Text: ['u', .. string units] } =>
            Interpreter.Hex(new JsonString(string.Concat(units.Chunk(4).Select(unit => (char)int.Parse(unit, NumberStyles.HexNumber, CultureInfo.InvariantCulture))))),
        _ => value,
    };

    private static double Number(string text) => text.ToUpperInvariant() switch
    {
        "NAN" => double.NaN,
        "INF" or "INFINITY" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        string finite => double.Parse(finite, CultureInfo.InvariantCulture),
    };

    private static async Task<string[]> RunAsync(Interpreter interpreter, IEnumerable<string> statements)
    {
        using var folder = new TemporaryFolder();
        string driver = await File.ReadAllTextAsync(Repository.Path("tests", "Deckle.Tool.Tests", "Parameters", "drivers", interpreter.Driver));
        string program = folder.Combine(interpreter.FileName);
        await File.WriteAllTextAsync(program, driver + string.Concat(statements), new UTF8Encoding(false));
        var start = new ProcessStartInfo(interpreter.Command[0], [.. interpreter.Command[1..], program])
        {
            WorkingDirectory = folder.Combine("."),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using Process process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using CancellationTokenRegistration kill = timeout.Token.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        string said = await errors;
        Assert.True(process.ExitCode == 0, $"{interpreter.Translator.Language} ended with {process.ExitCode}\n{said}\n{output}");
        return output.TrimEnd('\n').Split('\n');
    }
}
