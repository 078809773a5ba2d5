using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Tests.Exporting;

/// <summary>The bodies of exported pages as text.</summary>
public sealed class HtmlBodyTests
{
    // One pixel.
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public Task Markdown() => MatchAsync(
        "markdown",
        [
            Cell.Markdown("m", "# A *title* with `code`\n\n## A title\n\n## A title\n\nText ~~gone~~, https://example.org/, $a_1*b$ and `$c$`.\n\n- [x] done\n- [ ] open\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n"),
            Cell.Markdown("m", "```python\nif x: # why\n    pass\n```\n\n    indented $x$\n\n$$\n\\begin{pmatrix}1 & 2\\\\ 3 & 4\\end{pmatrix}\n$$\n\n<div class=\"alert alert-info\" onclick=\"x()\">**not** <b>bold</b></div>\n"),
            Cell.Markdown("m", $"![attached](attachment:a%20b.png) ![beside](images/dot.png) ![outside](../secret.png) ![away](https://example.org/x.png)")
                .With("attachments", JsonObject.Of(("a b.png", JsonObject.Of(("image/png", Png))))),
            Cell.Markdown("m", "costs $5\n\nand $6"),
        ],
        folder =>
        {
            Directory.CreateDirectory(folder.Combine("images"));
            File.WriteAllBytes(folder.Combine("images/dot.png"), Convert.FromBase64String(Png));
        });

    [Fact]
    public Task Outputs() => MatchAsync(
        "outputs",
        [
            ExportFolder.Code("print(1)", ExportFolder.Stream("one\n"), ExportFolder.Stream("two\n"), ExportFolder.Stream("careful\n", "stderr")),
            ExportFolder.Code("df", Result(("text/html", "<div>\n<style scoped>\n    .dataframe tbody tr th { vertical-align: top; }\n</style>\n<table border=\"1\" class=\"dataframe\"><tbody><tr><th>0<td style=\"color: red; position: fixed\">1</table></div></div>"), ("text/plain", "df"))),
            ExportFolder.Code("plot()", Display(JsonObject.Of(("image/png", JsonObject.Of(("width", 20), ("height", 10)))), ("image/png", Png), ("text/plain", "<Figure size 640x480 with 1 Axes>"))),
            ExportFolder.Code("svg", ExportFolder.Display(("image/svg+xml", "<svg width=\"1\"></svg>"))),
            ExportFolder.Code("json", ExportFolder.Display(("application/json", JsonObject.Of(("a", JsonArray.From(["x", "y"])), ("b", JsonNull.Value))))),
            ExportFolder.Code("math", ExportFolder.Display(("text/latex", "$\\displaystyle x^2$ and <more>"), ("text/plain", "x**2"))),
            ExportFolder.Code("vendor", ExportFolder.Display(("application/vnd.example+json", JsonObject.Of(("a", 1))), ("text/plain", "Chart(...)"))),
            ExportFolder.Code("1/0", JsonObject.Of(("output_type", "error"), ("ename", "ZeroDivisionError"), ("evalue", "division by zero"), ("traceback", JsonArray.From(["\e[0;31mZeroDivisionError\e[0m: division by zero"])))),
        ]);

    [Fact]
    public Task Widgets() => MatchAsync(
        "widgets",
        [
            ExportFolder.Code("box", ExportFolder.Display(("application/vnd.jupyter.widget-view+json", JsonObject.Of(("model_id", "box"))), ("text/plain", "HBox(...)"))),
            ExportFolder.Code("lost", ExportFolder.Display(("application/vnd.jupyter.widget-view+json", JsonObject.Of(("model_id", "lost"))), ("text/plain", "IntSlider(value=3)"))),
            ExportFolder.Code("bare", ExportFolder.Display(("application/vnd.jupyter.widget-view+json", JsonObject.Of(("model_id", "lost"))))),
        ],
        metadata: JsonObject.Of(("widgets", JsonObject.Of(("application/vnd.jupyter.widget-state+json", JsonObject.Of(("state", JsonObject.Of(
            ("box", Widget(("_model_name", "HBoxModel"), ("children", JsonArray.From(["IPY_MODEL_label", "IPY_MODEL_bar", "IPY_MODEL_slider", "IPY_MODEL_box"])))),
            ("label", Widget(("_model_name", "HTMLModel"), ("value", "<b onclick=x()>50%</b>"))),
            ("bar", Widget(("_model_name", "FloatProgressModel"), ("value", 5.0), ("max", 10.0))),
            ("slider", Widget(("_model_name", "IntRangeSliderModel"), ("description", "range"), ("value", JsonArray.From([JsonNumber.Of(1), JsonNumber.Of(4)]))))))))))));

    [Fact]
    public Task Folded_and_raw_cells() => MatchAsync(
        "folded",
        [
            Tagged(ExportFolder.Code("a", ExportFolder.Stream("a")), "hide-input"),
            Tagged(ExportFolder.Code("b", ExportFolder.Stream("b")), "hide-output"),
            Tagged(ExportFolder.Code("c", ExportFolder.Stream("c")), "hide_cell"),
            ExportFolder.Code("d", ExportFolder.Stream("d")).WithMetadata(JsonObject.Of(("jupyter", JsonObject.Of(("source_hidden", true), ("outputs_hidden", true))))),
            ExportFolder.Code("e", ExportFolder.Stream("e")).WithMetadata(JsonObject.Of(("scrolled", true))),
            Raw("---\nfront: <matter>\n---", null),
            Raw("<p onclick=x()>html</p>", "text/html"),
            Raw("\\section{latex}", "text/latex"),
        ]);

    [Fact]
    public Task Without_code_and_prompts() => MatchAsync(
        "without-code",
        [ExportFolder.Code("a", ExportFolder.Stream("a")), ExportFolder.Code("b"), Cell.Markdown("m", "text")],
        options: ["--to", "html", "--no-input", "--no-prompt"]);

    [Fact]
    public Task Slides() => MatchAsync(
        "slides",
        [
            Cell.Markdown("m", "One").WithMetadata(JsonObject.Of(("slideshow", JsonObject.Of(("slide_type", "slide"))))),
            Cell.Markdown("m", "More").WithMetadata(JsonObject.Of(("slideshow", JsonObject.Of(("slide_type", "fragment"))))),
            Cell.Markdown("m", "Below").WithMetadata(JsonObject.Of(("slideshow", JsonObject.Of(("slide_type", "subslide"))))),
        ],
        options: ["--to", "slides"]);

    [Theory]
    [InlineData("a\rb", "b")]
    [InlineData("abc\rx", "xbc")]
    [InlineData("10%\r20%\r100%\ndone", "100%\ndone")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("ab\b\bx", "xb")]
    [InlineData("long line\r\e[Kshort", "short")]
    [InlineData("one\ntwo\e[Aup", "oneup\ntwo")]
    [InlineData("\e]0;title\aplain \e[?25l\e[2Jtext", "plain text")]
    [InlineData("\e[1;31mred\e[0m", "<span class=\"ansi-red-intense-fg ansi-bold\">red</span>")]
    [InlineData("\e[38;5;208;48;2;1;2;3mx\e[0m", "<span style=\"color:rgb(255,135,0);background-color:rgb(1,2,3)\">x</span>")]
    [InlineData("\e[4;7mx\e[27my\e[24mz", "<span class=\"ansi-default-inverse-fg ansi-default-inverse-bg ansi-underline\">x</span><span class=\"ansi-underline\">y</span>z")]
    [InlineData("\e[34;7mx", "<span class=\"ansi-default-inverse-fg ansi-blue-bg\">x</span>")]
    [InlineData("\e[9999999999999999mx\e[38mx\e[", "xx")]
    [InlineData("a\e[99999999Cb", null)]
    [InlineData("<b>\e[1m&", "&lt;b&gt;<span class=\"ansi-bold\">&amp;</span>")]
    public async Task A_stream_is_shown_as_a_terminal_would(string text, string? shown)
    {
        using var folder = new ExportFolder();

        string page = await folder.ExportAsync([ExportFolder.Code("x", ExportFolder.Stream(text))]);

        const string Opening = "data-mime-type=\"application/vnd.jupyter.stdout\">";
        int start = page.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        string written = page[start..page.IndexOf("</pre>", start, StringComparison.Ordinal)];
        if (shown is null)
        {
            Assert.InRange(written.Length, 1, 5000);
        }
        else
        {
            Assert.Equal(shown, written);
        }
    }

    [Theory]
    [InlineData("python", "%matplotlib inline\n!ls -l\nfor i in range(3):  # three\n    print(f'{i}', r\"\\d\", 0x1F, 1e-3, None)\n@cache\nasync def load(x: int = 1) -> str: return x.match @ y\n'''a\nb'''")]
    [InlineData("python", "%%bash\nfor f in *.txt; do echo \"$f\" ${HOME}; done # all")]
    [InlineData("R", "x <- c(1.5, NA, TRUE) # values\nf <- function(a.b) if (a.b) 'y' else \"n\"")]
    [InlineData("julia", "function f(x::Int)\n  A' * x #= note #= inner =# =#\nend\n@show \"$x\"")]
    [InlineData("csharp", "#r \"nuget: X\"\nvar s = $\"{x}\"; char c = '\\n'; /* a\nb */ record P(int X);")]
    [InlineData("fsharp", "let f (x: int) = x + 1 // add\n(* a (* b *) *) printfn \"%d\" (f 1)")]
    [InlineData("javascript", "const f = async (x) => `a ${x}` ?? null; // done")]
    [InlineData("sql", "SELECT count(*) FROM \"T\" WHERE name = 'O''Brien' -- who\nLIMIT 10")]
    [InlineData("scala", "val x: Option[Int] = Some(1) /* c */ match { case _ => \"\"\"raw\"\"\" }")]
    [InlineData("unheard-of", "<plain> & 'text'")]
    public async Task Code_is_coloured_and_nothing_of_it_is_lost(string language, string source)
    {
        using var folder = new ExportFolder();
        string page = await folder.ExportAsync(
            [ExportFolder.Code(source)],
            metadata: JsonObject.Of(("kernelspec", JsonObject.Of(("name", "x"), ("display_name", "x"), ("language", language)))));

        int start = page.IndexOf("highlight\"><code>", StringComparison.Ordinal) + "highlight\"><code>".Length;
        string code = page[start..page.IndexOf("</code>", start, StringComparison.Ordinal)];
        string text = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(code, "<[^>]*>", ""));

        Assert.Equal(source, text);
        string name = $"code-{(source.StartsWith("%%", StringComparison.Ordinal) ? "magic" : language)}";
        Snapshot.Match(code + "\n", name);
    }

    [Fact]
    public async Task A_page_brings_mathematics_only_when_it_has_some()
    {
        using var folder = new ExportFolder();

        string plain = await folder.ExportAsync([Cell.Markdown("m", "text"), ExportFolder.Code("1")]);
        string math = await folder.ExportAsync([Cell.Markdown("m", "$x$")]);

        Assert.InRange(Encoding.UTF8.GetByteCount(plain), 1, 20_000);
        Assert.DoesNotContain("<script", plain, StringComparison.Ordinal);
        Assert.Contains("script-src 'none'", plain, StringComparison.Ordinal);
        Assert.Contains("KaTeX_Math", math, StringComparison.Ordinal);
        Assert.DoesNotContain("KaTeX_Fraktur\";", math, StringComparison.Ordinal);
        Assert.DoesNotContain("url(fonts/", math, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_nested_without_end_has_one()
    {
        using var folder = new ExportFolder();
        JsonValue self = JsonArray.From(Enumerable.Repeat("IPY_MODEL_self", 10));
        JsonObject view = JsonObject.Of(("model_id", "self"));
        JsonObject again = ExportFolder.Display(("application/vnd.jupyter.widget-view+json", JsonObject.Of(("model_id", "output"))));

        string page = await folder.ExportAsync(
            [
                Cell.Markdown("a", string.Concat(Enumerable.Repeat("> ", 5000)) + "deep"),
                Cell.Markdown("b", string.Concat(Enumerable.Repeat("[", 20_000))),
                Cell.Markdown("c", string.Concat(Enumerable.Repeat("$", 20_000)) + string.Concat(Enumerable.Repeat("`", 20_001)) + string.Concat(Enumerable.Repeat("\\begin{a}", 2000))),
                ExportFolder.Code("d", ExportFolder.Display(("text/html", string.Concat(Enumerable.Repeat("<div>", 50_000)) + "deep"))),
                ExportFolder.Code("e", ExportFolder.Display(("text/html", string.Concat(Enumerable.Repeat("<style>@media x{", 5_000))))),
                ExportFolder.Code("f", ExportFolder.Display(("application/vnd.jupyter.widget-view+json", view))),
                ExportFolder.Code("g", again),
            ],
            metadata: JsonObject.Of(("widgets", JsonObject.Of(("application/vnd.jupyter.widget-state+json", JsonObject.Of(("state", JsonObject.Of(
                ("self", Widget(("_model_name", "HBoxModel"), ("children", self))),
                ("output", Widget(("_model_name", "OutputModel"), ("outputs", JsonArray.From([again, again]))))))))))));

        Assert.InRange(page.Length, 1, 3_000_000);
    }

    [Fact]
    public async Task Images_outside_of_the_notebooks_folder_are_not_taken_in()
    {
        using var outside = new TemporaryFolder();
        string secret = outside.Combine("secret.png");
        await File.WriteAllBytesAsync(secret, Convert.FromBase64String(Png));
        using var folder = new ExportFolder();
        File.CreateSymbolicLink(folder.Combine("link.png"), secret);
        Directory.CreateSymbolicLink(folder.Combine("linked"), outside.Path);

        string page = await folder.ExportAsync([Cell.Markdown("m",
            $"![]({secret}) ![](link.png) ![](linked/secret.png) ![](../{Path.GetFileName(outside.Path)}/secret.png) ![](file://{secret}) ![](%2e%2e/{Path.GetFileName(outside.Path)}/secret.png)")]);

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }

    private static async Task MatchAsync(string name, Cell[] cells, Action<ExportFolder>? prepare = null, string[]? options = null, JsonObject? metadata = null)
    {
        using var folder = new ExportFolder();
        prepare?.Invoke(folder);

        string page = await folder.ExportAsync(cells.Select((cell, index) => cell.With("id", $"cell-{index}")), options, metadata);

        Snapshot.Match(ExportFolder.Body(page).Replace("</article>", "</article>\n", StringComparison.Ordinal).Replace("\n\n", "\n", StringComparison.Ordinal), name);
    }

    private static JsonObject Result(params (string Key, JsonValue Value)[] data) =>
        JsonObject.Of(("output_type", "execute_result"), ("data", JsonObject.Of(data)), ("metadata", JsonObject.Empty), ("execution_count", 1));

    private static JsonObject Display(JsonObject metadata, params (string Key, JsonValue Value)[] data) =>
        JsonObject.Of(("output_type", "display_data"), ("data", JsonObject.Of(data)), ("metadata", metadata));

    private static JsonObject Widget(params (string Key, JsonValue Value)[] state) => JsonObject.Of(("state", JsonObject.Of(state)));

    private static Cell Tagged(Cell cell, string tag) => cell.WithMetadata(JsonObject.Of(("tags", JsonArray.From([tag]))));

    private static Cell Raw(string source, string? type) =>
        new(JsonObject.Of(("cell_type", "raw"), ("id", "r"), ("metadata", type is null ? JsonObject.Empty : JsonObject.Of(("raw_mimetype", type))), ("source", source)));
}
