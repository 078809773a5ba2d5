using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Tests.Parameters;

public class PathTemplateTests
{
    private static readonly RunIdentity Run =
        new("6f1c2a4e", new DateTimeOffset(2026, 1, 2, 23, 5, 9, TimeSpan.FromHours(-5)).AddTicks(2106930));

    // papermill's TestPathParameterizing.
    [Theory]
    [InlineData("foo/bar", "{}", "foo/bar")]
    [InlineData("foo/bar", """{"baz": "quux"}""", "foo/bar")]
    [InlineData("foo/bar/{baz}", """{"baz": "quux"}""", "foo/bar/quux")]
    [InlineData("foo/bar/{baz}", """{"baz": false}""", "foo/bar/False")]
    [InlineData("foo/{bar[baz]}/", """{"bar": {"baz": "quux"}}""", "foo/quux/")]
    [InlineData("foo/{bar[0]}/", """{"bar": [1, 2, 3]}""", "foo/1/")]
    [InlineData("foo/{bar[2]}/", """{"bar": [1, 2, 3]}""", "foo/3/")]
    [InlineData("foo/bar/{baz}", """{"baz": null}""", "foo/bar/None")]
    [InlineData("foo/bar/{baz}", """{"baz": 42}""", "foo/bar/42")]
    [InlineData("foo/bar/{baz:03d}", """{"baz": 42}""", "foo/bar/042")]
    [InlineData("foo/bar/{baz:.03f}", """{"baz": 0.3}""", "foo/bar/0.300")]
    [InlineData("{foo}/{baz}", """{"foo": "bar", "baz": "quux"}""", "bar/quux")]
    // Beyond papermill's own tests; the answers are Python's.
    [InlineData("{{{foo}}}", """{"foo": "bar"}""", "{bar}")]
    [InlineData("{foo!r:>8}", """{"foo": "it's"}""", "  \"it's\"")]
    [InlineData("{foo!a}", """{"foo": "é"}""", "'\\xe9'")]
    [InlineData("{foo:{width}}|", """{"foo": "x", "width": 4}""", "x   |")]
    [InlineData("{foo[a:b!c]}", """{"foo": {"a:b!c": 1}}""", "1")]
    [InlineData("{foo[b]}", """{"foo": {"b": [1, "a", null]}}""", "[1, 'a', None]")]
    [InlineData("{pm}", """{"pm": "mine"}""", "mine")]
    [InlineData("{pm[run_uuid]}", "{}", "6f1c2a4e")]
    [InlineData("{pm[current_datetime_local]}", "{}", "2026-01-02 23:05:09.210693")]
    [InlineData("{pm[current_datetime_utc]}", "{}", "2026-01-03 04:05:09.210693+00:00")]
    [InlineData("{pm[current_datetime_utc]:%Y-%m-%d}", "{}", "2026-01-03")]
    [InlineData("{pm[current_datetime_local]:%y%m%d_%H%M%S.%f %j %a %B %p %I %U %W %V %G %u%w}", "{}", "260102_230509.210693 002 Fri January PM 11 00 00 01 2026 55")]
    [InlineData("{pm[current_datetime_utc].year}", "{}", "2026")]
    public void A_path_is_filled_as_Python_fills_it(string template, string parameters, string expected)
    {
        string path = PathTemplate.Format(template, (JsonObject)JsonReader.Read(parameters), Run);

        Assert.Equal(expected, path);
    }

    [Fact]
    public void Every_format_gives_the_text_that_Python_gives()
    {
        var wrong = new List<string>();
        foreach (string[] row in Cases.Table("parameters/python-format.tsv"))
        {
            string spec = ((JsonString)JsonReader.Read(row[1])).Text;
            JsonValue actual = row[2];
            JsonValue expected = row[2] == "ok" ? JsonReader.Read(row[3]) : row[2];
            try
            {
                actual = PathTemplate.Format($"{{v:{spec}}}", JsonObject.Of(("v", JsonReader.Read(row[0]))));
            }
            catch (DeckleException e)
            {
                actual = e.Code == "path-template-invalid" ? "error" : e.ToString();
            }

            if (actual != expected)
            {
                wrong.Add($"format({row[0]}, {row[1]}): {actual}, not {expected}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("{foo}", "path-parameter-missing", "foo")]
    [InlineData("{a[x]}", "path-parameter-missing", "x")]
    [InlineData("{pm[uuid]}", "path-parameter-missing", "uuid")]
    [InlineData("{", "path-template-invalid", "not closed")]
    [InlineData("}", "path-template-invalid", "stands alone")]
    [InlineData("{}", "path-template-invalid", "name")]
    [InlineData("{0}", "path-template-invalid", "name")]
    [InlineData("{l[3]}", "path-template-invalid", "3 items")]
    [InlineData("{l[-1]}", "path-template-invalid", "3 items")]
    [InlineData("{l.__class__}", "path-template-invalid", "__class__")]
    [InlineData("{a!x}", "path-template-invalid", "r, s or a")]
    [InlineData("{pm}", "path-template-invalid", "pm")]
    [InlineData("{n:99999999999d}", "path-template-invalid", "too wide")]
    [InlineData("{n:{n:{n}}}", "path-template-invalid", "deep")]
    public void A_broken_path_says_what_is_wrong(string template, string code, string mention)
    {
        JsonObject parameters = JsonObject.Of(("a", JsonObject.Empty), ("l", JsonReader.Read("[1, 2, 3]")), ("n", 1));

        var error = Assert.Throws<DeckleException>(() => PathTemplate.Format(template, parameters, Run));

        Assert.Equal(code, error.Code);
        Assert.Contains(mention, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_missing_parameter_is_told_with_what_there_is()
    {
        var error = Assert.Throws<DeckleException>(() => PathTemplate.Format("{day}.ipynb", JsonObject.Of(("date", 1)), Run));

        Assert.Equal("the path {day}.ipynb needs the parameter \"day\"", error.Message);
        Assert.Equal([("available", "date, pm")], error.Facts);
    }
}
