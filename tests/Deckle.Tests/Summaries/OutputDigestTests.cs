using System.Text;
using Deckle.Json;
using Deckle.Summaries;

namespace Deckle.Tests.Summaries;

public class OutputDigestTests
{
    [Fact]
    public void A_long_text_shows_its_beginning_and_its_end()
    {
        Output output = Stream(string.Concat(Enumerable.Range(0, 10_000).Select(line => $"line {line}\n")));

        var digest = OutputDigest.Of(output, 1_000);

        Assert.True(digest.IsCut);
        Assert.StartsWith("line 0\n", digest.Text, StringComparison.Ordinal);
        Assert.EndsWith("line 9999\n", digest.Text, StringComparison.Ordinal);
        Assert.Contains("bytes left out", digest.Text, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(digest.Text), 500, 1_100);
    }

    [Fact]
    public void A_short_text_is_whole_without_colours_and_with_overwritten_lines_resolved()
    {
        var digest = OutputDigest.Of(Stream("\e[31m 10%\r100%\e[0m\ndone\n"), 1_000);

        Assert.Equal(("100%\ndone\n", false), (digest.Text, digest.IsCut));
    }

    [Fact]
    public void Half_of_a_character_stays_what_it_is()
    {
        const string Text = "cut \ud83d here";

        Assert.Equal(Text, OutputDigest.Of(Stream(Text), 1_000).Text);
        Assert.Equal(Text, TextPage.Of(new JsonString(Text).Utf8, 0, 1_000).Text);
    }

    [Fact]
    public void A_data_frame_is_told_by_its_size_columns_and_first_rows()
    {
        const string Html = "<div><table border=\"1\" class=\"dataframe\"><thead><tr><th></th><th>name</th><th>age</th></tr></thead>"
            + "<tbody><tr><th>0</th><td>Ann</td><td>31</td></tr><tr><th>1</th><td>Bo &amp; Co</td><td>5</td></tr></tbody></table><p>1,200 rows × 2 columns</p></div>";

        var digest = OutputDigest.Of(Display(("text/html", Html), ("text/plain", "  name age")), 1_000);

        Assert.Equal(OutputForm.Table, digest.Form);
        Assert.Equal((1_200L, 2L), (digest.Table!.Rows, digest.Table.Columns));
        Assert.Equal(["name", "age"], digest.Table.Names);
        Assert.Equal("table, 1200 rows × 2 columns\n | name | age\n0 | Ann | 31\n1 | Bo & Co | 5", digest.Text);
    }

    [Fact]
    public void A_plot_of_plotly_is_told_in_a_sentence()
    {
        JsonValue plot = JsonReader.Read("""{"data": [{"type": "bar", "name": "sales", "y": [1, 2, 3]}, {"x": [1]}], "layout": {"title": {"text": "Revenue"}, "xaxis": {"title": "month"}}}"""u8.ToArray());

        var digest = OutputDigest.Of(Display(("application/vnd.plotly.v1+json", plot), ("text/html", "<div></div>")), 1_000);

        Assert.Equal(OutputForm.Plot, digest.Form);
        Assert.Equal("Plotly 'Revenue', x: month, 2 traces: bar 'sales' of 3 points, scatter of 1 points", digest.Text);
    }

    [Fact]
    public void A_plot_of_vega_lite_is_told_in_a_sentence_and_not_in_more()
    {
        string channels = string.Join(", ", Enumerable.Range(0, 40).Select(number => $"\"c{number}\": {{\"field\": \"a field with a long name {number}\", \"type\": \"quantitative\"}}"));
        JsonValue plot = JsonReader.Read(Encoding.UTF8.GetBytes("""{"mark": "line", "encoding": {CHANNELS}, "data": {"values": [{}, {}]}}""".Replace("CHANNELS", channels, StringComparison.Ordinal)));

        var digest = OutputDigest.Of(Display(("application/vnd.vegalite.v5+json", plot)), 1_000);

        Assert.StartsWith("Vega-Lite, marks: line, c0: a field with a long name 0 (quantitative)", digest.Text, StringComparison.Ordinal);
        Assert.InRange(digest.Text.Length, 200, PlotSummary.Longest);
    }

    [Fact]
    public void A_picture_is_told_by_type_size_and_bytes()
    {
        byte[] png = [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 2, 128, 0, 0, 1, 224, 8, 6, 0, 0, 0];

        var digest = OutputDigest.Of(Display(("image/png", Convert.ToBase64String(png)), ("text/plain", "<Figure size 640x480 with 1 Axes>")), 1_000);

        Assert.Equal(OutputForm.Image, digest.Form);
        Assert.Equal("[image/png, 640×480 pixels, 40 bytes] <Figure size 640x480 with 1 Axes>", digest.Text);
        Assert.Equal(["image/png", "text/plain"], digest.Representations.Select(each => each.MediaType));
    }

    [Fact]
    public void A_page_of_html_is_told_by_its_text()
    {
        var digest = OutputDigest.Of(Display(("text/html", "<style>b{}</style><h1>Report</h1><p>all &lt;good&gt;</p><script>alert(1)</script>"), ("text/plain", "<IPython.core.display.HTML object>")), 1_000);

        Assert.Equal((OutputForm.Html, "Report\nall <good>"), (digest.Form, digest.Text));
    }

    [Fact]
    public void An_error_is_told_by_its_traceback_without_colours()
    {
        var output = new Output(JsonObject.Of(("output_type", "error"), ("ename", "ValueError"), ("evalue", "no"), ("traceback", JsonArray.From(["\e[0;31mValueError\e[0m", "line 3", "ValueError: no"]))));

        Assert.Equal("ValueError\nline 3\nValueError: no", OutputDigest.Of(output, 1_000).Text);
    }

    [Fact]
    public void Every_output_of_real_notebooks_is_told_within_its_bound()
    {
        Output[] outputs = [.. Cases.Notebooks().Select(path => Cases.TryReadObject(Cases.Bytes(path))).OfType<JsonObject>()
            .SelectMany(notebook => notebook.Get<JsonArray>("cells") ?? JsonArray.Empty).OfType<JsonObject>().SelectMany(cell => new Cell(cell).Outputs)];

        foreach (Output output in outputs)
        {
            var digest = OutputDigest.Of(output, 500);

            Assert.InRange(Encoding.UTF8.GetByteCount(digest.Text), 0, 1_000);
        }

        Assert.True(outputs.Length > 500);
    }

    [Fact]
    public void Pages_of_a_text_give_all_of_it()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("aé€😀\n", 100)));
        var all = new StringBuilder();

        for (int? at = 0; at is { } offset;)
        {
            var page = TextPage.Of(text, offset, 7);
            all.Append(page.Text);
            at = page.Next;
        }

        Assert.Equal(text, Encoding.UTF8.GetBytes(all.ToString()));
    }

    private static Output Stream(string text) => new(JsonObject.Of(("output_type", "stream"), ("name", "stdout"), ("text", text)));

    private static Output Display(params (string, JsonValue)[] data) => new(JsonObject.Of(("output_type", "display_data"), ("data", JsonObject.Of(data)), ("metadata", JsonObject.Empty)));
}
