using System.Text;
using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

public class NoiseClassifierTests
{
    private const string Stream = """{"output_type": "stream", "name": "stdout", "text": "TEXT"}""";

    [Theory]
    [InlineData("\"execution_count\": 1", "\"execution_count\": 2", DiffNoise.Counts)]
    [InlineData("\"execution_count\": null", "\"execution_count\": 2", DiffNoise.Counts)]
    [InlineData("\"metadata\": {}", "\"metadata\": {\"execution\": {}}", DiffNoise.Timings)]
    [InlineData("\"metadata\": {\"papermill\": {\"duration\": 1, \"status\": \"completed\"}}", "\"metadata\": {\"papermill\": {\"duration\": 2, \"status\": \"completed\"}}", DiffNoise.Timings)]
    [InlineData("\"metadata\": {\"papermill\": {\"duration\": 1, \"status\": \"completed\"}}", "\"metadata\": {\"papermill\": {\"duration\": 2, \"status\": \"failed\"}}", DiffNoise.None)]
    [InlineData("\"source\": \"a\"", "\"source\": \"b\"", DiffNoise.None)]
    [InlineData("\"cell_type\": \"code\"", "\"cell_type\": \"raw\"", DiffNoise.None)]
    [InlineData("\"metadata\": {}", "\"metadata\": {\"tags\": []}", DiffNoise.None)]
    public void Members_of_a_cell_are_told_apart(string before, string after, DiffNoise expected) => Check("{" + before + "}", "{" + after + "}", expected);

    [Theory]
    [InlineData("<f at 0x1f>", "<f at 0x2f>", DiffNoise.Addresses)]
    [InlineData("0x1f", "0x2f", DiffNoise.None)]
    [InlineData("Wall time: 1 s", "Wall time: 2 s", DiffNoise.Timings)]
    [InlineData("<f at 0x1f>\\nWall time: 1 s", "<f at 0x2f>\\nWall time: 2 s", DiffNoise.Addresses | DiffNoise.Timings)]
    [InlineData("<f at 0x1f>\\n1", "<f at 0x2f>\\n2", DiffNoise.None)]
    public void Texts_of_outputs_are_told_apart(string before, string after, DiffNoise expected) =>
        Check($$"""{"outputs": [{{Stream.Replace("TEXT", before, StringComparison.Ordinal)}}]}""", $$"""{"outputs": [{{Stream.Replace("TEXT", after, StringComparison.Ordinal)}}]}""", expected);

    [Theory]
    [InlineData("""{"output_type": "display_data", "metadata": {}, "data": {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}}}""", """{"output_type": "display_data", "metadata": {}, "data": {"application/vnd.jupyter.widget-view+json": {"model_id": "2"}}}""", DiffNoise.Widgets)]
    [InlineData("""{"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "<f at 0x1>"}}""", """{"output_type": "execute_result", "execution_count": 2, "metadata": {}, "data": {"text/plain": "<f at 0x2>"}}""", DiffNoise.Counts | DiffNoise.Addresses)]
    [InlineData("""{"output_type": "error", "ename": "E", "evalue": "<f at 0x1>", "traceback": ["a", "<f at 0x1>"]}""", """{"output_type": "error", "ename": "E", "evalue": "<f at 0x2>", "traceback": ["a", "<f at 0x2>"]}""", DiffNoise.Addresses)]
    [InlineData("""{"output_type": "display_data", "metadata": {}, "data": {"image/png": "AA"}}""", """{"output_type": "display_data", "metadata": {}, "data": {"image/png": "BB"}}""", DiffNoise.None)]
    public void Outputs_are_told_apart(string before, string after, DiffNoise expected) => Check($$"""{"outputs": [{{before}}]}""", $$"""{"outputs": [{{after}}]}""", expected);

    [Fact]
    public void An_output_more_means_something()
    {
        string output = Stream.Replace("TEXT", "<f at 0x1>", StringComparison.Ordinal);

        Check($$"""{"outputs": [{{output}}]}""", $$"""{"outputs": [{{output}}, {{output}}]}""", DiffNoise.None);
    }

    [Theory]
    [InlineData("""{"language_info": {"name": "python", "version": "3.1"}}""", """{"language_info": {"name": "python", "version": "3.2"}}""", DiffNoise.Versions)]
    [InlineData("""{"language_info": {"name": "python", "version": "3.1"}}""", """{"language_info": {"name": "R", "version": "3.2"}}""", DiffNoise.None)]
    [InlineData("""{"widgets": {"a": 1}}""", """{}""", DiffNoise.Widgets)]
    [InlineData("""{"title": "a"}""", """{"title": "b"}""", DiffNoise.None)]
    public void Metadata_of_the_notebook_is_told_apart(string before, string after, DiffNoise expected)
    {
        Notebook template = Notebooks.Of();

        NotebookDiff diff = NotebookDiffer.Compare(template.WithMetadata(Json(before)), template.WithMetadata(Json(after)));

        Assert.Equal(expected, NoiseClassifier.ClassifyMembers(diff));
    }

    private static void Check(string before, string after, DiffNoise expected)
    {
        Cell template = Notebooks.Code("a", "the_same_source()");
        Notebook With(string members) => Notebooks.Of(new Cell(Json(members).Aggregate(template.Json, (cell, member) => cell.With(member.Key, member.Value))));

        NotebookDiff diff = NotebookDiffer.Compare(With(before), With(after));

        CellChange change = Assert.Single(diff.Cells, cell => cell.Before is not null && cell.After is not null);
        Assert.Equal(expected, NoiseClassifier.Classify(diff, change));
    }

    private static JsonObject Json(string text) => (JsonObject)JsonReader.Read(Encoding.UTF8.GetBytes(text));
}
