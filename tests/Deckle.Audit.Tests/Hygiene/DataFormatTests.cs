using System.Text;

namespace Deckle.Audit.Tests.Hygiene;

/// <summary>YAML, TOML, JSON and XML.</summary>
public class DataFormatTests
{
    [Theory]
    [InlineData("a: 1\nb: [x, y]\n")]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("\uFEFFa: 1")]
    [InlineData("a: &x {b: 1}\nc: *x\nd: &x 2\n")]
    [InlineData("base: &b {a: 1}\nall:\n  <<: *b\n  a: 2\n")]
    [InlineData("'1': a\n1: b\n")]
    [InlineData("? [a, b]\n: 1\n? [a, c]\n: 2\n")]
    [InlineData("&a [*a]")]
    [InlineData("!!set {a, b}")]
    [InlineData("!!omap [a: 1, b: 2]")]
    [InlineData("yes: 1\ntrue: 2\n")]
    [InlineData("= : 1")]
    [InlineData("a: \"\u2028\"\n")]
    [InlineData("2001-01-01: a\n2001-01-02: b\n")]
    public void YAML_that_loads_passes(string content) => Assert.Empty(Hooks.Check("check-yaml", content, "a.yaml").Findings);

    [Theory]
    [InlineData("[", 1)]
    [InlineData("a: b: c\n", 1)]
    [InlineData("a: 1\nb: 2\na: 3\n", 3)]
    [InlineData("1: a\n0x1: b\n", 2)]
    [InlineData("true: a\n1: b\n", 2)]
    [InlineData("1: a\n1.0: b\n", 2)]
    [InlineData("? [a]\n: 1\n? [a]\n: 2\n", 3)]
    [InlineData("? {a: 1}\n: 2\n", 1)]
    [InlineData("a: 1\nb: *none\n", 2)]
    [InlineData("--- 1\n--- 2\n", 2)]
    [InlineData("a: !vault |\n  x\n", 1)]
    [InlineData("!!python/tuple [1]", 1)]
    [InlineData("!!int abc", 1)]
    [InlineData("2001-99-99", 1)]
    [InlineData("<<: 3", 1)]
    [InlineData("a: &x {b: 1}\nc:\n  <<: *x\n  <<: *x\n", 4)]
    [InlineData("base: &b {a: 1}\nall:\n  <<: *b\n  c: 1\n  c: 2\n", 5)]
    [InlineData("!!set {a, a}", 1)]
    [InlineData("!!omap [a: 1, a: 2]", 1)]
    [InlineData("a:\n\tb: 1\n", 2)]
    [InlineData("a: \u0001\n", 1)]
    [InlineData("- [a, b\n- c\n", 1)]
    [InlineData("a: 'x\n", 1)]
    public void YAML_that_does_not_load_is_found(string content, int line)
    {
        Finding finding = Assert.Single(Hooks.Check("check-yaml", content, "a.yaml").Findings);

        Assert.StartsWith("a.yaml: ", finding.Message, StringComparison.Ordinal);
        Assert.InRange(finding.Line!.Value, line, line + 1);
    }

    [Theory]
    [InlineData("---\na\n---\nb\n", "-m", true)]
    [InlineData("---\na\n---\nb\n", "--multi", true)]
    [InlineData("---\na\n---\nb\n", "--allow-multiple-documents", true)]
    [InlineData("[", "--multi", false)]
    [InlineData("---\na: 1\n---\na: 1\na: 2\n", "-m", false)]
    [InlineData("a: !vault |\n  x\na: 1\n---\nb: *none\n", "--unsafe", true)]
    [InlineData("[", "--unsafe", false)]
    [InlineData("- [a, b\n- c\n", "--unsafe", false)]
    public void YAML_can_have_more_documents_or_be_looked_at_by_its_syntax(string content, string argument, bool passes) =>
        Assert.Equal(passes, Hooks.Check("check-yaml", content, "a.yaml", argument).IsClean);

    [Fact]
    public void Values_that_nest_without_end_are_refused() =>
        Assert.Contains("nest deeper", Hooks.Check("check-yaml", new string('[', 100_000), "a.yaml").Findings[0].Message, StringComparison.Ordinal);

    [Fact]
    public void Aliases_that_double_cost_nothing()
    {
        string content = string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));

        Assert.True(Hooks.Check("check-yaml", $"a0: &a0 x\n{content}", "a.yaml").IsClean);
    }

    [Theory]
    [InlineData("title = \"a\"\n\n[owner]\nborn = 1979-05-27T07:32:00-08:00 # a date\n", true)]
    [InlineData("letter = \"☃\"\n", true)]
    [InlineData("", true)]
    [InlineData("[[a]]\n[a.b]\n[[a]]\nb = 1\n", true)]
    [InlineData("n = 9223372036854775808\n", true)]
    [InlineData("a = [1,\n 2, # two\n]\n", true)]
    [InlineData("a.b = 1\na.c = 2\n", true)]
    [InlineData("key = # no value\n", false)]
    [InlineData("= \"no key\"\n", false)]
    [InlineData("a = 1\na = 2\n", false)]
    [InlineData("[a]\n[a]\n", false)]
    [InlineData("a = 1\n[a]\n", false)]
    [InlineData("[a]\nb.c = 1\n[a.b]\nd = 1\n", false)]
    [InlineData("a = {b = 1, b = 2}\n", false)]
    [InlineData("a = [{b = 1, b = 2}]\n", false)]
    [InlineData("a = {}\na.b = 1\n", false)]
    [InlineData("a = []\n[[a]]\n", false)]
    [InlineData("[a.b]\n[a]\nb.c = 1\n", false)]
    [InlineData("n = 9223372036854775808\nn = 1\n", false)]
    [InlineData("a = {b = 1,}\n", false)]
    [InlineData("a = {b = 1\n}\n", false)]
    [InlineData("a = 07:32\n", false)]
    [InlineData("a = \"\\e\"\n", false)]
    [InlineData("a = 1979-02-30\n", false)]
    [InlineData("\uFEFFa = 1\n", false)]
    public void TOML_is_checked(string content, bool passes)
    {
        var report = Hooks.Check("check-toml", content, "a.toml");

        Assert.Equal(passes, report.IsClean);
        Assert.All(report.Findings, finding => Assert.Matches(@"^a\.toml: .+ \(at line \d+, column \d+\)$", finding.Message));
    }

    [Theory]
    [InlineData("check-toml", "a.toml")]
    [InlineData("check-yaml", "a.yaml")]
    [InlineData("check-json", "a.json")]
    public void What_is_not_UTF8_is_found(string rule, string path) => Assert.False(Hooks.Check(rule, [0xA9, 0xFE, 0x12], path).IsClean);

    [Theory]
    [InlineData("{\"a\": [1, NaN, -Infinity, \"\\ud800\"]}", null)]
    [InlineData("\uFEFF1", null)]
    [InlineData("{\"a\": {\"b\": 1}, \"b\": {\"a\": 1}}", null)]
    [InlineData("{\"a\": 1, \"b\": 2, \"a\": 3}", "a.json: Failed to json decode (Duplicate key: a)")]
    [InlineData("{\"a\": 1, \"\\u0061\": {}}", "a.json: Failed to json decode (Duplicate key: a)")]
    [InlineData("[{\"x:\\\"\": \"a\", \"b\": [\"x:\\\"\", {\"c\": 1, \"c\": 1}]}]", "a.json: Failed to json decode (Duplicate key: c)")]
    [InlineData("", "a.json: Failed to json decode (line 1, column 1: the text ends where a value should stand)")]
    [InlineData("{\"a\": 1,}", "a.json: Failed to json decode (line 1, column 9: expected a key in double quotes)")]
    public void JSON_is_checked(string content, string? expected) =>
        Assert.Equal(expected, Hooks.Check("check-json", content, "a.json").Findings.SingleOrDefault()?.Message);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void JSON_may_be_of_another_encoding(string encoding)
    {
        var chosen = Encoding.GetEncoding(encoding);

        Assert.True(Hooks.Check("check-json", [.. chosen.GetPreamble(), .. chosen.GetBytes("{\"é\": 1}")], "a.json").IsClean);
        Assert.True(Hooks.Check("check-json", chosen.GetBytes("{\"é\": 1}"), "a.json").IsClean);
    }

    [Theory]
    [InlineData("<a><b x=\"1\">&amp;&#65;</b></a>", true)]
    [InlineData("<?xml version=\"1.1\" encoding=\"latin-1\"?><a/>", true)]
    [InlineData("<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a>&other;</a>", true)]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", true)]
    [InlineData("<x:a/>", true)]
    [InlineData("<a>", false)]
    [InlineData("<a><b></a></b>", false)]
    [InlineData("<a x=\"1\" x=\"2\"/>", false)]
    [InlineData("<a>&none;</a>", false)]
    [InlineData("<a>&#0;</a>", false)]
    [InlineData("<a/><b/>", false)]
    [InlineData("", false)]
    public void XML_is_checked(string content, bool passes) => Assert.Equal(passes, Hooks.Check("check-xml", content, "a.xml").IsClean);

    [Fact]
    public void XML_that_would_blow_up_does_not()
    {
        string entities = string.Concat(Enumerable.Range(1, 40).Select(i => $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">"));

        Assert.True(Hooks.Check("check-xml", $"<!DOCTYPE a [<!ENTITY a0 \"x\">{entities}]><a>&a40;</a>", "a.xml").IsClean);
    }

    [Theory]
    [InlineData("{\"b\": [1, {}], \"a\": \"é\"}", "{\n  \"a\": \"\\u00e9\",\n  \"b\": [\n    1,\n    {}\n  ]\n}\n")]
    [InlineData("{\"b\": 1, \"a\": 2}", "{\n    \"b\": 1,\n    \"a\": 2\n}\n", "--indent=4", "--no-sort-keys")]
    [InlineData("{\"b\": 1, \"a\": \"é\"}", "{\n\t\"a\": \"é\",\n\t\"b\": 1\n}\n", "--indent", "\t", "--no-ensure-ascii")]
    [InlineData("{\"a\": 1, \"b\": 2, \"c\": 3, \"0\": 4}", "{\n  \"c\": 3,\n  \"b\": 2,\n  \"0\": 4,\n  \"a\": 1\n}\n", "--top-keys=c,b")]
    [InlineData("[1E5, 1.10]", "[\n  100000.0,\n  1.1\n]\n")]
    public void JSON_is_laid_out(string content, string expected, params string[] arguments)
    {
        Assert.Equal(expected, Hooks.Fix("pretty-format-json", content, "a.json", ["--autofix", .. arguments]));
        Assert.True(Hooks.Check("pretty-format-json", expected, "a.json", arguments).IsClean);
    }

    [Fact]
    public void JSON_is_laid_out_only_when_told()
    {
        Assert.Null(Hooks.Check("pretty-format-json", "[1]", "a.json").Fix);
        Assert.Equal("Input File a.json is not a valid JSON, consider using check-json", Hooks.Check("pretty-format-json", "[", "a.json").Findings[0].Message);
    }
}
