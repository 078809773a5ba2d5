using Deckle.Exporting;

namespace Deckle.Tests.Exporting;

public class TagFilterTests
{
    [Fact]
    public void Tagged_cells_and_parts_of_them_stay_out()
    {
        Notebook notebook = Exports.Notebook(
            Exports.Code("a", tags: ["remove-cell"]), Exports.Code("b", tags: ["remove-input"]), Exports.Code("c", tags: ["remove_output"]), Exports.Code("d", tags: ["hide-cell"]));

        Notebook filtered = TagFilter.Apply(notebook, new ExportTags());

        Assert.Equal(["b", "c", "d"], filtered.Cells.Select(cell => cell.Source));
        Assert.Equal([true, false, false], filtered.Cells.Select(TagFilter.HidesSource));
        Assert.Equal([1, 0, 1], filtered.Cells.Select(cell => cell.Outputs.Count));
    }

    [Fact]
    public void A_single_output_may_be_tagged()
    {
        Cell cell = Exports.Code("a", """{"name": "stdout", "output_type": "stream", "text": "kept"}""", """{"data": {}, "metadata": {"tags": ["no"]}, "output_type": "display_data"}""");

        Notebook filtered = TagFilter.Apply(Exports.Notebook(cell), new ExportTags { RemoveSingleOutput = ["no"] });

        Assert.Equal("kept", Assert.Single(filtered.Cells[0].Outputs).Text);
    }
}
