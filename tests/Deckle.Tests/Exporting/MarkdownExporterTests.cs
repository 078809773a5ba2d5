using Deckle.Exporting;
using Deckle.Json;

namespace Deckle.Tests.Exporting;

public class MarkdownExporterTests
{
    private static readonly ExportOptions Options = new() { Name = "report" };

    [Fact]
    public void Code_is_fenced_and_text_indented()
    {
        Cell cell = Exports.Code(
            "print('a')", """{"name": "stdout", "output_type": "stream", "text": "a\n\nb\n"}""", """{"ename": "E", "evalue": "v", "output_type": "error", "traceback": ["\u001b[31mE\u001b[0m: v"]}""");

        ExportedDocument document = MarkdownExporter.Write(Exports.Notebook(cell), Options);

        Assert.Equal("```python\nprint('a')\n```\n\n    a\n\n    b\n\n    E: v\n", Exports.Text(document));
    }

    [Fact]
    public void A_fence_is_longer_than_any_inside() =>
        Assert.StartsWith("````python\n", Exports.Text(MarkdownExporter.Write(Exports.Notebook(Exports.Code("```\nx")), Options)));

    [Fact]
    public void A_cell_of_another_language_is_fenced_as_that() =>
        Assert.StartsWith("```bash\n", Exports.Text(MarkdownExporter.Write(Exports.Notebook(Exports.Code("%%bash\nls")), Options)));

    [Fact]
    public void The_richest_representation_is_shown_and_images_lie_beside()
    {
        Cell cell = Exports.Code(
            "f()",
            Exports.Display("""{"text/html": "  <table>\n    <tr>\n  </table>", "text/plain": "t"}"""),
            Exports.Display($$"""{"image/png": "{{Exports.Png}}\n", "text/plain": "<Figure>"}"""),
            Exports.Display("""{"text/latex": "$x$", "text/plain": "x"}"""));

        ExportedDocument document = MarkdownExporter.Write(Exports.Notebook(Cell.Markdown("m", "# T"), cell), Options with { NoInput = true });

        Assert.Equal("# T\n\n<table>\n  <tr>\n</table>\n\n![png](report_files/report_1_1.png)\n\n$x$\n", Exports.Text(document));
        ExportedFile file = Assert.Single(document.Files);
        Assert.Equal("report_files/report_1_1.png", file.Name);
        Assert.Equal(Convert.FromBase64String(Exports.Png), file.Content.ToArray());
    }

    [Fact]
    public void Images_may_be_embedded()
    {
        Cell cell = Exports.Code("f()", Exports.Display($$"""{"image/png": "{{Exports.Png}}"}"""));

        ExportedDocument document = MarkdownExporter.Write(Exports.Notebook(cell), Options with { EmbedImages = true });

        Assert.EndsWith($"![png](data:image/png;base64,{Exports.Png})\n", Exports.Text(document));
        Assert.Empty(document.Files);
    }

    [Fact]
    public void Attachments_are_written_out_under_names_of_their_own()
    {
        Cell With(string name, string data) => Cell.Markdown("m", $"![x](attachment:{name})").With("attachments", JsonObject.Of((name, JsonObject.Of(("image/png", data)))));

        ExportedDocument document = MarkdownExporter.Write(Exports.Notebook(With("image.png", "QQ=="), With("image.png", "Qg=="), With("../../x.png", "Qw==")), Options);

        Assert.Equal("![x](report_files/image.png)\n\n![x](report_files/image_1.png)\n\n![x](report_files/x.png)\n", Exports.Text(document));
        Assert.Equal(["report_files/image.png", "report_files/image_1.png", "report_files/x.png"], document.Files.Select(file => file.Name));
    }

    [Fact]
    public void Raw_cells_are_for_their_formats()
    {
        Cell Raw(string type) => new Cell(Cell.Markdown("r", $"raw {type}").Json.With("cell_type", "raw")).WithMetadata(JsonObject.Of(("raw_mimetype", type)));

        ExportedDocument document = MarkdownExporter.Write(Exports.Notebook(Raw(""), Raw("text/latex"), Raw("text/markdown")), Options);

        Assert.Equal("raw \n\nraw text/markdown\n", Exports.Text(document));
    }

    [Fact]
    public void A_progress_bar_shows_its_last_state() =>
        Assert.EndsWith("    100%\n", Exports.Text(MarkdownExporter.Write(Exports.Notebook(Exports.Code("f()", """{"name": "stderr", "output_type": "stream", "text": "  0%\r 50%\r100%\r\n"}""")), Options)));
}
