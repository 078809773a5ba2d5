using Deckle.Json;
using Deckle.Scraps;
using static Deckle.Tests.Scraps.GluedNotebook;

namespace Deckle.Tests.Scraps;

/// <summary>Good and bad payloads, with what scrapbook makes of them.</summary>
public class ScrapPayloadTests
{
    [Theory]
    [InlineData("""{"name": "foo", "data": "{\"foo\":\"bar\",\"baz\":1}", "encoder": "text", "version": 1}""", """ "{\"foo\":\"bar\",\"baz\":1}" """)]
    [InlineData("""{"name": "foo", "data": {"foo": "bar", "baz": 1}, "encoder": "json", "version": 1}""", """{"foo": "bar", "baz": 1}""")]
    [InlineData("""{"name": "foo", "data": ["foo", "bar", 1, null], "encoder": "json", "version": 1}""", """["foo", "bar", 1, null]""")]
    [InlineData("""{"name": "foo", "data": ["😍"], "encoder": "json", "version": 1}""", """["😍"]""")]
    [InlineData("""{"name": "foo", "data": false, "encoder": "json", "version": 1.0}""", "false")]
    [InlineData("""{"name": "foo", "data": 1180591620717411303424, "encoder": "json", "version": 1}""", "1180591620717411303424")]
    [InlineData("""{"name": "foo", "data": "[1, 2]", "encoder": "json", "version": 1}""", "[1, 2]")]
    [InlineData("""{"name": "foo", "data": "", "encoder": "json", "version": 1}""", "\"\"")]
    [InlineData("""{"name": "foo", "data": "{\"invalid\",\"json\"}", "encoder": "json", "version": 1}""", """ "{\"invalid\",\"json\"}" """)]
    [InlineData("""{"name": "foo", "data": {"foo": "bar", "baz": [1, 2.5, true, null]}, "encoder": "text", "version": 1}""", """ "{'foo': 'bar', 'baz': [1, 2.5, True, None]}" """)]
    [InlineData("""{"name": "foo", "data": true, "encoder": "text", "version": 1}""", "\"True\"")]
    public void A_payload_of_the_format_is_decoded(string payload, string data)
    {
        ScrapSet scraps = Read(payload);

        Assert.Empty(scraps.Problems);
        Assert.Equal(data.Trim(), scraps["foo"].Data!.ToString());
    }

    [Theory]
    [InlineData("""{"name": "foo", "data": 1, "encoder": "json"}""", "no-version", "1")]
    [InlineData("""{"name": "foo", "data": 1, "encoder": null, "version": 1}""", "invalid", "1")]
    [InlineData("""{"name": "foo", "data": 1, "version": 1}""", "invalid", "1")]
    [InlineData("""{"name": "foo", "data": null, "encoder": "json", "version": 1}""", "invalid", null)]
    [InlineData("""{"name": "foo", "encoder": "json", "version": 1}""", "invalid", null)]
    [InlineData("""{"name": "foo", "data": 1, "encoder": "json", "version": "1"}""", "invalid", "1")]
    [InlineData("""{"name": "foo", "data": 1, "encoder": "json", "version": true}""", "invalid", "1")]
    [InlineData("""{"name": "foo", "data": 1, "encoder": "json", "version": 1.5}""", "invalid", "1")]
    [InlineData("""{"name": "foo", "data": 1, "encoder": "json", "version": 0}""", "invalid", "1")]
    [InlineData("""{"name": "foo", "data": "[1]", "encoder": "json", "version": 2}""", "later-version", "[1]")]
    [InlineData("""{"name": "foo", "data": "[1]", "encoder": "pickle", "version": 1}""", "unknown-encoder", "\"[1]\"")]
    [InlineData("""{"name": "foo", "data": "[1]", "encoder": "pickle", "version": 2}""", "unknown-encoder", "\"[1]\"")]
    public void What_is_wrong_with_a_payload_is_told_and_its_data_are_there(string payload, string problem, string? data)
    {
        ScrapSet scraps = Read(payload);

        Assert.Equal(problem, Assert.Single(scraps.Problems).Code);
        Assert.Same(scraps.Problems[0], scraps["foo"].Problem);
        Assert.Equal(data, scraps["foo"].Data?.ToString());
    }

    [Theory]
    [InlineData("""{"name": null, "data": [1], "encoder": "json", "version": 1}""", "invalid")]
    [InlineData("""{"changed_name": "foo", "version": 2}""", "later-version")]
    [InlineData("""[]""", "invalid")]
    [InlineData("""null""", "invalid")]
    public void A_payload_without_a_name_is_left_out(string payload, string problem)
    {
        ScrapSet scraps = Read(payload);

        Assert.Equal(problem, Assert.Single(scraps.Problems).Code);
        Assert.Empty(scraps);
    }

    [Fact]
    public void A_broken_scrap_does_not_keep_the_others_from_being_read()
    {
        ScrapSet scraps = ScrapReader.Read(Of(Payload("application/scrapbook.scrap.json+json", JsonNull.Value), Glued("good", "json", 1)));

        Assert.Equal(["good"], scraps.Keys);
    }

    [Theory]
    [InlineData("application/scrapbook.scrap.json+json", """{"name": "x", "data": [1], "encoder": "json", "version": 1}""")]
    [InlineData("text/html", """ <script type="application/scrapbook.scrap.json+json">{"name": "x", "data": [1], "encoder": "json", "version": 1}</script> """)]
    public void Kernels_that_send_text_alone_can_glue_too(string mediaType, string text)
    {
        ScrapSet scraps = ScrapReader.Read(Of(Payload(mediaType, text)));

        Assert.Equal("[1]", scraps["x"].Data!.ToString());
        Assert.Empty(scraps.Problems);
    }

    [Theory]
    [InlineData("<b>application/scrapbook.scrap.json+json</b>")]
    [InlineData("""<p><script type="application/scrapbook.scrap.json+json">{"name": "x", "data": 1, "encoder": "json", "version": 1}</script></p>""")]
    public void Other_html_is_no_scrap(string html)
    {
        ScrapSet scraps = ScrapReader.Read(Of(Payload("text/html", html)));

        Assert.Empty(scraps);
        Assert.Empty(scraps.Problems);
    }

    [Fact]
    public void Of_a_record_of_papermill_the_first_member_counts()
    {
        ScrapSet scraps = ScrapReader.Read(Of(
            Payload("application/papermill.record+json", JsonReader.Read("""{"a": [1], "b": 2}""")),
            Payload("application/papermill.record+json", JsonObject.Empty),
            Payload("application/papermill.record+json", JsonReader.Read("""{"c": null}"""))));

        Assert.Equal(["a", "c"], scraps.Keys);
        Assert.Equal("[1]", scraps["a"].Data!.ToString());
        Assert.Equal([null, "c"], scraps.Problems.Select(problem => problem.Name));
    }

    private static ScrapSet Read(string payload) => ScrapReader.Read(Of(Payload("application/scrapbook.scrap.json+json", JsonReader.Read(payload))));
}
