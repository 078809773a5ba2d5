using System.Numerics;
using Deckle.Json;
using Deckle.Parameters.Translators;

namespace Deckle.Tests.Parameters;

public class TranslatorTests
{
    // papermill's test_translators.py: value as JSON, its literal in each language.
    [Theory]
    [InlineData("python", "\"{\\\"foo\\\": \\\"bar\\\"}\"", "\"{\\\"foo\\\": \\\"bar\\\"}\"")]
    [InlineData("python", """{"foo": {"bar": "\"baz\""}}""", """{"foo": {"bar": "\"baz\""}}""")]
    [InlineData("python", """["foo", "\"bar\""]""", """["foo", "\"bar\""]""")]
    [InlineData("python", """[{"foo": "bar"}]""", """[{"foo": "bar"}]""")]
    [InlineData("python", "-5432.1", "-5432.1")]
    [InlineData("R", """{"foo": {"bar": "\"baz\""}}""", """list("foo" = list("bar" = "\"baz\""))""")]
    [InlineData("R", """[{"foo": "bar"}]""", """list(list("foo" = "bar"))""")]
    [InlineData("scala", """{"foo": ["bar"]}""", """Map("foo" -> Seq("bar"))""")]
    [InlineData("scala", """[{"foo": "\"bar\""}]""", """Seq(Map("foo" -> "\"bar\""))""")]
    [InlineData(".net-csharp", """{"foo": "\"bar\""}""", """new Dictionary<string,Object>{ { "foo" , "\"bar\"" } }""")]
    [InlineData(".net-csharp", """["foo", "\"bar\""]""", """new [] { "foo", "\"bar\"" }""")]
    [InlineData(".net-csharp", """[{"foo": "bar"}]""", """new [] { new Dictionary<string,Object>{ { "foo" , "bar" } } }""")]
    [InlineData(".net-powershell", "\"{\\\"foo\\\": \\\"bar\\\"}\"", "\"{`\"foo`\": `\"bar`\"}\"")]
    [InlineData(".net-powershell", """{"foo": {"bar": "\"baz\""}}""", "@{\"foo\" = @{\"bar\" = \"`\"baz`\"\"}}")]
    [InlineData(".net-powershell", """[{"foo": "bar"}]""", """@(@{"foo" = "bar"})""")]
    [InlineData(".net-fsharp", """{"foo": "\"bar\""}""", """[ ("foo", "\"bar\"" :> IComparable) ] |> Map.ofList""")]
    [InlineData(".net-fsharp", """["foo", "\"bar\""]""", """[ "foo"; "\"bar\"" ]""")]
    [InlineData(".net-fsharp", """[{"foo": "bar"}]""", """[ [ ("foo", "bar" :> IComparable) ] |> Map.ofList ]""")]
    [InlineData("julia", """{"foo": {"bar": "\"baz\""}}""", """Dict("foo" => Dict("bar" => "\"baz\""))""")]
    [InlineData("julia", """["foo", "\"bar\""]""", """["foo", "\"bar\""]""")]
    [InlineData("matlab", "\"{\\\"foo\\\": \\\"bar\\\"}\"", "\"{\"\"foo\"\": \"\"bar\"\"}\"")]
    [InlineData("matlab", """{"foo": {"bar": "\"baz\""}}""", "containers.Map({'foo'}, {containers.Map({'bar'}, {\"\"\"baz\"\"\"})})")]
    [InlineData("matlab", """["foo", "\"bar\""]""", "{\"foo\", \"\"\"bar\"\"\"}")]
    [InlineData("bash", "\"foo space\"", "'foo space'")]
    [InlineData("bash", "\"foo's apostrophe\"", "'foo'\"'\"'s apostrophe'")]
    [InlineData("bash", "\"shell ( is ) <dumb>\"", "'shell ( is ) <dumb>'")]
    [InlineData("bash", "\"$dumb(shell)\"", "'$dumb(shell)'")]
    public void A_value_of_papermills_tests_has_papermills_literal(string language, string json, string expected) =>
        Assert.Equal(expected, TranslatorCatalog.Find(null, language.TrimStart('.').Replace("net-", "", StringComparison.Ordinal)).Literal(JsonReader.Read(json)));

    // The lexical rules of languages that cannot be run here: PowerShell's about_Quoting_Rules and about_Arrays, Julia's manual on strings and arrays, MATLAB's on text; Scala's numeric widening.
    [Theory]
    [InlineData("powershell", "\"\u201c$(rm)\u201d\"", "\"`\u201c`$(rm)`\u201d\"")]
    [InlineData("powershell", "\"\\u0001\\ud800\\u2028\"", "\"$([char]0x1)$([char]0xd800)$([char]0x2028)\"")]
    [InlineData("powershell", "[[1]]", "@(,@(1))")]
    [InlineData("powershell", "[[[]]]", "@(,@(,@()))")]
    [InlineData("powershell", "[[1], [2]]", "@(@(1), @(2))")]
    [InlineData("powershell", "-9223372036854775808", "[long]::MinValue")]
    [InlineData("julia", "\"$(run(`rm`))\\u0000\\u00e9a\\ud83d\\ude0d\"", "\"\\$(run(`rm`))\\u0000\\u00e9a\\U0001f60d\"")]
    [InlineData("julia", "[true, 2]", "Any[true, 2]")]
    [InlineData("julia", "[[1], [2.5]]", "Any[[1], [2.5]]")]
    [InlineData("julia", "[1, 2]", "[1, 2]")]
    [InlineData("scala", "[1, 2.5]", "Seq[Any](1, 2.5)")]
    [InlineData("scala", "[1, 2]", "Seq(1, 2)")]
    [InlineData("matlab", "\"it's 100%\\\\n \\\"q\\\"\"", "\"it's 100%\\n \"\"q\"\"\"")]
    [InlineData("matlab", "\"\\n\"", "(\"\" + char(10))")]
    [InlineData("matlab", """{"it's\n": 1}""", "containers.Map({['it''s', char(10)]}, {1})")]
    [InlineData("matlab", "{\"\\u0000\": 1}", "containers.Map({[char(0)]}, {1})")]
    public void A_hostile_value_stays_a_value(string language, string json, string expected) =>
        Assert.Equal(expected, TranslatorCatalog.Find(null, language).Literal(JsonReader.Read(json)));

    [Theory]
    [InlineData("python", "a b")]
    [InlineData("python", "x=1;import os #")]
    [InlineData("python", "1x")]
    [InlineData("python", "")]
    [InlineData("python", "class")]
    [InlineData("python", "x\n")]
    [InlineData("r", "1x")]
    [InlineData("r", "___")]
    [InlineData("r", ".2a")]
    [InlineData("r", "TRUE")]
    [InlineData("julia", "end")]
    [InlineData("julia", "__")]
    [InlineData("scala", "val")]
    [InlineData("matlab", "_x")]
    [InlineData("matlab", "größe")]
    [InlineData("octave", "endif")]
    [InlineData("c#", "string")]
    [InlineData("f#", "let")]
    [InlineData("powershell", "NULL")]
    [InlineData("powershell", "x y")]
    [InlineData("bash", "x-y")]
    [InlineData("bash", "UID")]
    [InlineData("javascript", "await")]
    [InlineData("javascript", "x;y")]
    public void A_name_that_is_no_variable_is_refused(string language, string name)
    {
        var error = Assert.Throws<DeckleException>(() => TranslatorCatalog.Find(null, language).Codify(JsonObject.Of((name, 1))));

        Assert.Equal("parameter-bad-name", error.Code);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("python", "größe", "größe = 1")]
    [InlineData("r", "my.name", "my.name = 1")]
    [InlineData("r", "_x2", "x2 = 1")]
    [InlineData("julia", "x!", "x! = 1")]
    [InlineData("octave", "_x", "_x = 1;")]
    [InlineData("javascript", "$x", "$x = 1;")]
    [InlineData("typescript", "x", "let x = 1;")]
    public void A_name_that_is_a_variable_is_taken(string language, string name, string expected) =>
        Assert.Equal(expected, TranslatorCatalog.Find(null, language).Assign(name, 1));

    [Fact]
    public void Two_parameters_for_one_variable_are_refused() =>
        Assert.Equal("parameter-bad-name", Assert.Throws<DeckleException>(() => new RTranslator().Codify(JsonObject.Of(("_x", 1), ("x", 2)))).Code);

    [Theory]
    [InlineData("bash", "{\"k\": [1]}", "bash has no arrays inside arrays")]
    [InlineData("bash", "\"a\\u0000\"", "bash has no NUL in a string")]
    [InlineData("r", "[\"a\\u0000\"]", "R has no NUL in a string")]
    [InlineData("r", "\"\\ud800\"", "R has no lone surrogates in a string")]
    [InlineData("julia", "\"\\udc00\"", "Julia has no lone surrogates in a string")]
    [InlineData("powershell", """{"a": 1, "A": 2}""", "PowerShell has no hashtable with keys that differ in case only (\"A\")")]
    [InlineData("octave", """{"": 1}""", "Octave has no empty keys in containers.Map")]
    public void A_value_the_language_has_not_is_refused_by_its_parameters_name(string language, string json, string what)
    {
        var error = Assert.Throws<DeckleException>(() => TranslatorCatalog.Find(null, language).Codify(JsonObject.Of(("data", JsonReader.Read(json)))));

        Assert.Equal("parameter-not-representable", error.Code);
        Assert.Equal($"the parameter data cannot be passed: {what}", error.Message);
        Assert.NotNull(error.Help);
    }

    [Fact]
    public void An_integer_beyond_every_double_is_refused_where_numbers_are_doubles() =>
        Assert.Throws<DeckleException>(() => new RTranslator().Literal(JsonNumber.Of(BigInteger.Pow(10, 400))));

    [Theory]
    [InlineData("python3", null, "Python")]
    [InlineData("conda-env", "PYTHON", "Python")]
    [InlineData("pysparkkernel", "scala", "Python")]
    [InlineData("ir", null, "R")]
    [InlineData(null, "r", "R")]
    [InlineData("julia-1.10", null, "Julia")]
    [InlineData(".net-csharp", "C#", "C#")]
    [InlineData("whatever", "csharp", "C#")]
    [InlineData(".net-pwsh", null, "PowerShell")]
    [InlineData("octave", "octave", "Octave")]
    [InlineData("deno", "typescript", "TypeScript")]
    public void The_kernel_names_the_language_else_the_language_does(string? kernel, string? language, string expected) =>
        Assert.Equal(expected, TranslatorCatalog.Find(kernel, language).Language);

    [Fact]
    public void An_unknown_language_is_told_with_the_supported_ones()
    {
        var error = Assert.Throws<DeckleException>(() => TranslatorCatalog.Find("ghc", "haskell"));

        Assert.Equal("parameter-language-unsupported", error.Code);
        Assert.Equal("no parameters can be written in the language haskell (kernel ghc)", error.Message);
        Assert.Contains("Python, R, Julia", Assert.Single(error.Facts).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("python", "", "#")]
    [InlineData("scala", "['best effort']", "// ['best effort']")]
    [InlineData("scala", "\\u000aevil()", "// \\ u000aevil()")]
    [InlineData("matlab", "", "%")]
    [InlineData("f#", "", "(*  *)")]
    [InlineData("f#", "['best effort']", "(* ['best effort'] *)")]
    [InlineData("f#", "a *) evil", "// a *) evil")]
    [InlineData("f#", "a \" b", "// a \" b")]
    [InlineData("python", "a\nimport os", "# a import os")]
    [InlineData("bash", "a\u2028b\rc", "# a b c")]
    public void A_comment_is_one_line_of_comment(string language, string text, string expected) =>
        Assert.Equal(expected, TranslatorCatalog.Find(null, language).Comment(text));
}
