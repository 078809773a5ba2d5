using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Tests.Stripping;

public class StripNoiseTests
{
    [Theory]
    [InlineData("<function f at 0x7f3a10e0>", "<function f at 0x0>")]
    [InlineData("[<A at 0xDEADBEEF>, <B at 0x1>]\n", "[<A at 0x0>, <B at 0x0>]\n")]
    [InlineData("<A at 0x0>", "<A at 0x0>")]
    [InlineData("é at 0x7f", "é at 0x0")]
    [InlineData("0xff is 255, at 0x", "0xff is 255, at 0x")]
    public void Addresses_of_objects_become_alike(string text, string expected) =>
        Assert.Equal(expected, Stream(text, Noise.MemoryAddresses));

    [Theory]
    [InlineData("CPU times: user 1.2 ms, sys: 345 µs, total: 1.54 ms\nWall time: 1min 3s\n", "CPU times: user 0s, sys: 0s, total: 0s\nWall time: 0s\n")]
    [InlineData("CPU times: total: 15.6 ms\r\nWall time: 850 us", "CPU times: total: 0s\r\nWall time: 0s")]
    [InlineData("before\nWall time: 2h 1min 3s\nafter", "before\nWall time: 0s\nafter")]
    [InlineData("1.23 µs ± 45.6 ns per loop (mean ± std. dev. of 7 runs, 100,000 loops each)\n", "0s ± 0s per loop (mean ± std. dev. of 7 runs, 1 loop each)\n")]
    [InlineData("Wall time: about an hour\n", "Wall time: about an hour\n")]
    [InlineData("The Wall time: 3 s\n", "The Wall time: 3 s\n")]
    [InlineData("Wall time: 3 s of it\n", "Wall time: 3 s of it\n")]
    public void What_IPython_measured_becomes_zero(string text, string expected) => Assert.Equal(expected, Stream(text, Noise.Timings));

    [Fact]
    public void Noise_is_found_in_lists_of_lines_in_results_and_in_tracebacks()
    {
        StripResult result = StrippedText.Strip(
            StrippedText.Cell(
                """
                "metadata": {}, "execution_count": 1, "source": [], "outputs": [
                 {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": ["a\n", "<A at 0x12>"], "image/png": " at 0x12"}},
                 {"output_type": "error", "ename": "E", "evalue": "<B at 0x34>", "traceback": ["x", "<C at 0x56>"]}]
                """),
            new StripOptions { KeepOutput = true, KeepCount = true, Noise = Noise.MemoryAddresses });

        Assert.Equal(
            """[{"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": ["a\n", "<A at 0x0>"], "image/png": " at 0x12"}}, {"output_type": "error", "ename": "E", "evalue": "<B at 0x0>", "traceback": ["x", "<C at 0x0>"]}]""",
            result.Notebook.Cells[0].Json["outputs"]!.ToString());
        Assert.Equal(["/cells/0/outputs/0/data/text~1plain", "/cells/0/outputs/1/traceback", "/cells/0/outputs/1/evalue"], result.Findings.Select(finding => finding.Path.ToPointer()));
    }

    [Fact]
    public void Widgets_versions_times_and_counts_go_where_asked()
    {
        StripResult result = StrippedText.Strip(
            StrippedText.Cell(
                """
                "metadata": {"execution": {}, "papermill": {"duration": 1.5, "status": "completed"}}, "execution_count": 1, "source": [], "outputs": [
                 {"output_type": "display_data", "metadata": {}, "data": {"text/plain": ["IntSlider()"], "application/vnd.jupyter.widget-view+json": {"model_id": "7f"}}}]
                """,
                """{"widgets": {"s": 1}, "language_info": {"name": "python", "version": "3.11.2"}, "kernelspec": {"name": "python3", "display_name": "Python 3.11.2 ('venv')"}}"""),
            new StripOptions { KeepOutput = true, KeepCount = true, Keys = [], Noise = Noise.All });

        Assert.Equal(
            """{"cells": [{"cell_type": "code", "id": "a", "metadata": {"papermill": {"status": "completed"}}, "execution_count": null, "source": [], "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"text/plain": ["IntSlider()"]}}]}], "metadata": {"language_info": {"name": "python"}, "kernelspec": {"name": "python3", "display_name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}""",
            result.Notebook.Json.ToString());
    }

    private static string Stream(string text, Noise noise)
    {
        Notebook notebook = Notebooks.Of(Cell.Code("a", "x").With("outputs", JsonArray.Create([JsonObject.Of(("output_type", "stream"), ("name", "stdout"), ("text", text))])));
        StripResult result = NotebookStripper.Strip(notebook, new StripOptions { KeepOutput = true, Noise = noise });
        Assert.False(NotebookStripper.Strip(result.Notebook, new StripOptions { KeepOutput = true, Noise = noise }).IsChanged);
        return result.Notebook.Cells[0].Outputs[0].Text;
    }
}
