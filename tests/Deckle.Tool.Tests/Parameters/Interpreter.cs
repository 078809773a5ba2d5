using Deckle.Json;
using Deckle.Parameters.Translators;

namespace Deckle.Tool.Tests.Parameters;

/// <summary>A language's own program, which says what values the literals of a translator are.</summary>
/// <param name="Driver">A file in <c>drivers</c>: a function that prints a value as JSON with tagged text for scalars (<c>"d1.5"</c>, <c>"s616263"</c>).</param>
/// <param name="Show">The statement that prints a variable.</param>
/// <param name="Project">What a JSON scalar is in this language.</param>
internal sealed record Interpreter(
    Translator Translator, string Driver, string FileName, string[] Command, Func<string, string> Show, Func<JsonValue, JsonValue> Project)
{
    public static IReadOnlyList<Interpreter> All { get; } =
    [
        new(new PythonTranslator(), "encode.py", "program.py", ["/usr/bin/python3"], name => $"show({name})", Tagged),
        new(new RTranslator(), "encode.R", "program.R", ["Rscript", "--vanilla", "-e", "source(commandArgs(TRUE)[1], encoding = 'UTF-8')"], name => $"show({name})", Doubles),
        new(new OctaveTranslator(), "encode.m", "program.m", ["octave-cli", "--quiet", "--no-init-file"], name => $"show({name});", NaNForNull),
        new(new BashTranslator(), "encode.sh", "program.sh", ["bash"], name => $"show {name}", Strings),
        new(JavaScriptTranslator.Script, "encode.js", "program.js", ["node"], name => $"show({name});", SafeDoubles),
        new(JavaScriptTranslator.Module, "encode.js", "program.mjs", ["node"], name => $"show({name});", SafeDoubles),
        new(new CSharpTranslator(), "encode.csharp", "program.cs", ["dotnet", "run"], name => $"Show({name});", Tagged),
        new(new FSharpTranslator(), "encode.fsx", "program.fsx", ["dotnet", "fsi", "--quiet", "--nologo"], name => $"show (box {name})", Tagged),
        // Large, with a Java beneath it: proven where somebody has installed it.
        new(new ScalaTranslator(), "encode.scala", "program.scala", ["/usr/bin/scala", "-nc", "-Dfile.encoding=UTF-8"], name => $"show({name})", Tagged)
        {
            IsOptional = true,
        },
    ];

    /// <summary>Whether a machine may lack it; the path of its program is then absolute.</summary>
    public bool IsOptional { get; init; }

    /// <summary>A scalar as the drivers write it.</summary>
    public static JsonValue Tagged(JsonValue value) => value switch
    {
        JsonNull => "n",
        JsonBoolean boolean => boolean.Value ? "t" : "f",
        JsonNumber { IsInteger: true } number => "i" + number.Canonical,
        JsonNumber number => "d" + PythonFloat.Repr(number.ToDouble()),
        JsonString text => Hex(text),
        _ => value,
    };

    public static string Hex(JsonString text) => "s" + Convert.ToHexStringLower(text.Utf8.Span);

    private static JsonValue Doubles(JsonValue value) => value switch
    {
        JsonNumber number => "d" + PythonFloat.Repr(number.ToDouble()),
        // R's empty list is both.
        JsonObject { Count: 0 } => JsonArray.Empty,
        _ => Tagged(value),
    };

    private static JsonValue NaNForNull(JsonValue value) => value is JsonNull ? "dnan" : value is JsonObject { Count: 0 } ? value : Doubles(value);

    private static JsonValue SafeDoubles(JsonValue value) =>
        value is JsonNumber { IsInteger: true } number && !(Math.Abs(number.ToDouble()) < 9007199254740992) ? Tagged(value) : value is JsonObject ? value : Doubles(value);

    private static JsonValue Strings(JsonValue value) => value switch
    {
        JsonNull => "s",
        JsonBoolean boolean => Hex(new JsonString(boolean.Value ? "true" : "false")),
        JsonNumber { IsInteger: true } number => Hex(new JsonString(number.Canonical)),
        JsonNumber number => Hex(new JsonString(PythonFloat.Repr(number.ToDouble()))),
        _ => Tagged(value),
    };
}
