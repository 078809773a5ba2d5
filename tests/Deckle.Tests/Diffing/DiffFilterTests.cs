using System.Text;
using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

public class DiffFilterTests
{
    private static readonly Notebook Before = Of("""
        {"cells": [
          {"cell_type": "code", "id": "a", "execution_count": 1, "metadata": {"tags": ["x"], "execution": {"iopub": "1"}}, "source": "f\n1", "outputs": [
            {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "<f at 0x7f01>", "text/html": "old"}},
            {"output_type": "stream", "name": "stdout", "text": "<g at 0x7f02>\nresult 1\nWall time: 1.2 s\n"}]},
          {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "text", "attachments": {"i.png": {"image/png": "AAAA"}}}],
         "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3.11.4 (venv)"}, "language_info": {"name": "python", "version": "3.11.4"}, "widgets": {"state": 1}}, "nbformat": 4, "nbformat_minor": 4}
        """);

    private static readonly Notebook After = Of("""
        {"cells": [
          {"cell_type": "code", "id": "z", "execution_count": 7, "metadata": {"tags": ["y"], "execution": {"iopub": "2"}}, "source": "f\n2", "outputs": [
            {"output_type": "execute_result", "execution_count": 7, "metadata": {"isolated": true}, "data": {"text/plain": "<f at 0x7fff>", "text/html": "new"}},
            {"output_type": "stream", "name": "stdout", "text": "<g at 0x7fee>\nresult 2\nWall time: 850 ms\n"}]},
          {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "text", "attachments": {"i.png": {"image/png": "BBBB"}}}],
         "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3.12.1 (venv)"}, "language_info": {"name": "python", "version": "3.12.1"}, "widgets": {"state": 2}, "title": "T"}, "nbformat": 4, "nbformat_minor": 5}
        """);

    private static readonly string[] AllPaths =
    [
        "/metadata/kernelspec/display_name/0", "/metadata/language_info/version/0", "/metadata/title", "/metadata/widgets/state", "/nbformat_minor",
        "0/execution_count", "0/id", "0/metadata/execution/iopub/0", "0/metadata/tags/0",
        "0/outputs/0/data/text/html/0", "0/outputs/0/data/text/plain/0", "0/outputs/0/execution_count", "0/outputs/0/metadata/isolated",
        "0/outputs/1/text/0", "0/outputs/1/text/1", "0/outputs/1/text/2", "0/source/1",
        "1/attachments/i.png/image/png",
    ];

    [Theory]
    [InlineData("sources", "0/source")]
    [InlineData("outputs", "0/outputs")]
    [InlineData("attachments", "1/attachments")]
    [InlineData("metadata", "/metadata", "0/metadata", "0/outputs/0/metadata")]
    [InlineData("ids", "0/id")]
    [InlineData("details", "/nbformat_minor", "0/execution_count", "0/outputs/0/execution_count")]
    public void A_part_can_be_left_out(string part, params string[] gone) => Check(Part(part), gone);

    [Theory]
    [InlineData("/cells/*/source", "0/source")]
    [InlineData("cells/*/outputs/", "0/outputs")]
    [InlineData("/cells/*/metadata/tags", "0/metadata/tags")]
    [InlineData("/cells/*/outputs/*/data/text/plain", "0/outputs/0/data/text/plain")]
    [InlineData("/cells/*/id", "0/id")]
    [InlineData("/cells/*", "0/", "1/")]
    [InlineData("/metadata/widgets", "/metadata/widgets")]
    [InlineData("/cells/*/tags")]
    public void A_path_can_be_left_out_with_all_inside(string path, params string[] gone) => Check(new DiffFilterOptions { Ignored = [new IgnoredPath(path)] }, gone);

    [Fact]
    public void The_paths_of_a_configuration_are_true_false_or_name_members()
    {
        JsonObject section = (JsonObject)Json("""{"/metadata": ["title", "kernelspec"], "/cells/*/source": true, "/cells/*/id": false}""");

        Check(new DiffFilterOptions { Ignored = IgnoredPath.Of(section) }, "/metadata/title", "/metadata/kernelspec", "0/source");

        DeckleException error = Assert.Throws<DeckleException>(() => IgnoredPath.Of((JsonObject)Json("""{"/metadata": "all"}""")));
        Assert.Equal("diff-ignore-invalid", error.Code);
    }

    [Theory]
    [InlineData(DiffNoise.Counts, "0/execution_count", "0/outputs/0/execution_count")]
    [InlineData(DiffNoise.Ids, "0/id")]
    [InlineData(DiffNoise.Timings, "0/metadata/execution", "0/outputs/1/text/2")]
    [InlineData(DiffNoise.Addresses, "0/outputs/0/data/text/plain", "0/outputs/1/text/0")]
    [InlineData(DiffNoise.Widgets, "/metadata/widgets")]
    [InlineData(DiffNoise.Versions, "/metadata/kernelspec", "/metadata/language_info")]
    public void Noise_goes_from_among_changes_that_mean_something(DiffNoise noise, params string[] gone) => Check(new DiffFilterOptions { IgnoredNoise = noise }, gone);

    [Fact]
    public void A_cell_of_which_nothing_is_left_is_unchanged()
    {
        NotebookDiff diff = NotebookDiffer.Compare(Before, After);

        NotebookDiff filtered = DiffFilter.Apply(diff, new DiffFilterOptions { Attachments = false });

        Assert.Equal(CellChangeKind.Unchanged, filtered.Cells[1].Kind);
        Assert.Equal(Before.Cells[1], filtered.After.Cells[1]);
        Assert.Equal(After.Cells[0], filtered.After.Cells[0]);
    }

    [Fact]
    public void Cells_that_are_added_and_removed_stay_so_under_every_filter()
    {
        Notebook before = Notebooks.Of(Notebooks.Code("a", "one = 1"), Notebooks.Code("b", "a quite other thing()"));
        Notebook after = Notebooks.Of(Notebooks.Code("a", "one = 1"), Notebooks.Code("c", "for x in range(10): pass"));
        var nothing = new DiffFilterOptions { Sources = false, Outputs = false, Attachments = false, Metadata = false, Ids = false, Details = false, IgnoredNoise = DiffNoise.All };

        NotebookDiff filtered = DiffFilter.Apply(NotebookDiffer.Compare(before, after), nothing);

        Assert.Equal([CellChangeKind.Unchanged, CellChangeKind.Removed, CellChangeKind.Added], filtered.Cells.Select(cell => cell.Kind));
        Assert.Equal(after, filtered.After);
    }

    private static void Check(DiffFilterOptions options, params string[] gone)
    {
        NotebookDiff diff = NotebookDiffer.Compare(Before, After);
        Assert.True(AllPaths.SequenceEqual(Paths(diff)), string.Join(" ", Paths(diff)));

        NotebookDiff filtered = DiffFilter.Apply(diff, options);

        Assert.Equal(AllPaths.Where(path => !gone.Any(start => path.StartsWith(start, StringComparison.Ordinal))), Paths(filtered));
    }

    /// <summary>What changed: members of the notebook behind a slash, those of a cell behind its index.</summary>
    private static IEnumerable<string> Paths(NotebookDiff diff) => [.. Paths(diff.Members, ""), .. diff.Cells.SelectMany((cell, index) => Paths(cell.Diff, $"{index}"))];

    private static IEnumerable<string> Paths(Diff diff, string path) =>
        diff.Where(entry => entry.Op != DiffOp.AddRange).SelectMany(entry => entry.Op switch
        {
            DiffOp.Patch => Paths(entry.Inner!, $"{path}/{entry.Key}"),
            DiffOp.RemoveRange => Enumerable.Range(entry.Key.Index, entry.Length).Select(index => $"{path}/{index}"),
            _ => [$"{path}/{entry.Key}"],
        });

    private static DiffFilterOptions Part(string name) => name switch
    {
        "sources" => new() { Sources = false },
        "outputs" => new() { Outputs = false },
        "attachments" => new() { Attachments = false },
        "metadata" => new() { Metadata = false },
        "ids" => new() { Ids = false },
        _ => new() { Details = false },
    };

    private static Notebook Of(string json) => new((JsonObject)Json(json));

    private static JsonValue Json(string text) => JsonReader.Read(Encoding.UTF8.GetBytes(text));
}
