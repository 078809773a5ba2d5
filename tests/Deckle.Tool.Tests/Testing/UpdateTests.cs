using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Testing;

/// <summary><c>deckle test --update</c>.</summary>
public sealed class UpdateTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Only_outputs_that_differ_are_written()
    {
        // Odd on purpose: what is not an output that differs stays byte for byte.
        const string Before = """
            {"nbformat":4,  "nbformat_minor": 4,
            "metadata":{"kernelspec":{"name":"python3", "display_name":"é"}},
              "cells":[
                {"cell_type":"code","source":"print('same')","execution_count":7,"metadata":{"x":1},"outputs":[{"output_type":"stream","name":"stdout","text":"same\n"}]},
                {"cell_type":"code","source":"print('new')","execution_count":8,"metadata":{},"outputs":[{"output_type":"stream","name":"stdout","text":"old\n"}]},
                {"cell_type":"markdown","source":"1 / 0","metadata":{}},
                {"cell_type":"code","source":"1 / 0","execution_count":9,"metadata":{},"outputs":[]}
              ]}
            """;
        folder.Write("in.ipynb", Before);

        Assert.Equal((1, "passed updated failed"), await folder.OutcomesAsync("in.ipynb --update"));

        Assert.Equal(Before.Replace("old", "new", StringComparison.Ordinal), folder.Read("in.ipynb"));
        Assert.Equal((1, "passed passed failed"), await folder.OutcomesAsync("in.ipynb"));
    }

    [Fact]
    public async Task Results_keep_the_number_of_their_cell()
    {
        JsonObject result = JsonObject.Of(
            ("data", JsonObject.Of(("text/plain", "1"))), ("execution_count", 5), ("metadata", JsonObject.Empty), ("output_type", "execute_result"));
        folder.Write("in.ipynb", TestNotebook.Of(TestFolder.WithOutputs(TestNotebook.Code("1 + 1"), result).With("execution_count", 5)));

        Assert.Equal((0, "updated"), await folder.OutcomesAsync("in.ipynb --update"));

        Cell cell = folder.NotebookIn("in.ipynb").Cells[0];
        Assert.Equal((5L, "5", "2"), (cell.ExecutionCount, cell.Outputs[0].Json["execution_count"]!.ToString(), cell.Outputs[0].Data.Text("text/plain")));
    }

    [Fact]
    public async Task A_notebook_without_differences_is_not_touched()
    {
        folder.Notebook("in.ipynb", ("print('x')", "x\n"));
        File.SetLastWriteTimeUtc(folder.Combine("in.ipynb"), DateTime.UnixEpoch);

        Assert.Equal((0, "passed"), await folder.OutcomesAsync("in.ipynb --update"));

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(folder.Combine("in.ipynb")));
    }

    [Fact]
    public async Task Old_formats_are_not_updated()
    {
        folder.Write("in.ipynb", """{"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"metadata": {}, "cells": [{"cell_type": "code", "language": "python", "prompt_number": 1, "metadata": {}, "input": "print(2)", "outputs": [{"output_type": "stream", "stream": "stdout", "text": "1\n"}]}]}]}""");
        string before = folder.Read("in.ipynb");

        ProcessOutcome outcome = await folder.TestAsync("in.ipynb --update --kernel python3");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("error[test-cannot-update]", outcome.Stdout, StringComparison.Ordinal);
        Assert.Equal(before, folder.Read("in.ipynb"));
    }
}
