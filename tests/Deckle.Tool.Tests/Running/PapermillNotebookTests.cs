using Deckle.Json;
using Deckle.Kernels.Tests.Waiting;

namespace Deckle.Tool.Tests.Running;

/// <summary>papermill's own notebooks, and what its tests expect of their runs.</summary>
public class PapermillNotebookTests
{
    private const string ErrorTag = "papermill-error-cell-tag";

    [Theory]
    [InlineData("simple_execute", 1, "msg", "Hello", "msg = \"Hello\"")]
    [InlineData("no_parameters", 0, "msg", "Hello", "msg = \"Hello\"")]
    [InlineData("simple_execute", 1, "msg", "\"Hello\"", "msg = \"\\\"Hello\\\"\"")]
    [InlineData("simple_execute", 1, "foo", @"do\ not\ crash", @"foo = ""do\\ not\\ crash""")]
    [InlineData("simple_execute", 1, "foo", @"bar=\""baz\""", @"foo = ""bar=\\\""baz\\\""""")]
    [InlineData("simple_execute", 1, "foo", @"\\""bar\\""", @"foo = ""\\\\\""bar\\\\\""""")]
    public async Task Parameters_get_a_cell(string name, int index, string parameter, string value, string assignment)
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync(name, "-r", parameter, value);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal($"# Parameters\n{assignment}\n", notebook.Cells[index].Source);
        JsonObject told = notebook.Metadata.Get<JsonObject>("papermill")!.Get<JsonObject>("parameters")!;
        Assert.Equal((1, value), (told.Count, told.GetText(parameter)));
    }

    [Theory]
    [InlineData("broken1")]
    [InlineData("keyboard_interrupt")]
    public async Task Prepared_notebooks_are_not_run(string name)
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync(name, "--prepare-only", "-r", "foo", @"do\ not\ crash");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("# Parameters\nfoo = \"do\\\\ not\\\\ crash\"\n", notebook.Cells[0].Source);
        Assert.DoesNotContain(notebook.Cells, cell => cell.HasTag(ErrorTag));
    }

    [Fact]
    public async Task Markers_of_an_earlier_failure_are_replaced()
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync("broken1");

        Assert.Equal(1, outcome.ExitCode);
        Truth.IsTold(notebook, "failed", "completed", "completed", "completed", "completed", "failed", "pending");
        Assert.Equal([0, 5], Tagged(notebook));
        Assert.Contains("In [2]", notebook.Cells[0].Source, StringComparison.Ordinal);
        Assert.Equal([1L, 2L, null], notebook.Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.ExecutionCount));
        Assert.Equal(OutputKind.Error, notebook.Cells[6].Outputs[0].Kind);
    }

    [Fact]
    public async Task What_a_failed_cell_showed_before_stays()
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync("broken2");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal([0, 2], Tagged(notebook));
        Assert.Equal([OutputKind.DisplayData, OutputKind.Error], notebook.Cells[3].Outputs.Select(output => output.Kind));
        Assert.Equal([1L, 2L, null], notebook.Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.ExecutionCount));
    }

    [Theory]
    [InlineData("sysexit", "")]
    [InlineData("sysexit0", "0")]
    [InlineData("systemexit", "")]
    public async Task A_notebook_that_exits_with_zero_is_done(string name, string value)
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync(name);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal([1L, 2L, null], notebook.Cells.Select(cell => cell.ExecutionCount));
        Output error = notebook.Cells[1].Outputs[0];
        Assert.Equal((OutputKind.Error, "SystemExit", value), (error.Kind, error.ErrorName, error.ErrorValue));
        Truth.IsTold(notebook, "completed", "completed", "completed", "skipped");
    }

    [Theory]
    [InlineData("sysexit1", "SystemExit: 1", 2)]
    [InlineData("line_magic_error", "UsageError: Line magic function `%undefined-line-magic` not found.", 1)]
    public async Task A_notebook_that_exits_otherwise_has_failed(string name, string error, long count)
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync(name);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(error, outcome.Stderr, StringComparison.Ordinal);
        Assert.Contains($"In [{count}]", notebook.Cells[0].Source, StringComparison.Ordinal);
        Assert.Null(notebook.Cells[^1].ExecutionCount);
        Assert.Equal(2, Tagged(notebook).Length);
    }

    [Theory]
    [InlineData("blank-vscode", "--kernel", "python3")]
    [InlineData("nb_version_4.4")]
    public async Task Older_and_sparser_notebooks_run_and_come_out_valid(string name, params string[] options)
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync(name, [.. options, "-p", "var", "It works"]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(NotebookFormat.Latest, notebook.Format);
        Assert.Empty(NotebookValidator.Validate(notebook));
    }

    [Fact]
    public async Task Report_mode_hides_every_source()
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync("report_mode_test", "-p", "a", "0", "--report-mode");

        Assert.Equal(0, outcome.ExitCode);
        Assert.All(notebook.Cells.Where(cell => cell.Kind == CellKind.Code), cell => Assert.Equal("""{"source_hidden": true}""", cell.Metadata["jupyter"]?.ToString()));
    }

    [Fact]
    public async Task Complex_defaults_are_understood()
    {
        // The defaults are no valid Python, so that they can only be prepared.
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync("complex_parameters", "-p", "msg", "hi", "--strict", "--prepare-only");

        Assert.Equal(new ProcessOutcome(0, "", ""), outcome);
        Assert.Equal("# Parameters\nmsg = \"hi\"\n", notebook.Cells[1].Source);
    }

    [Fact]
    public async Task Logs_of_a_notebook_are_split_by_stream()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunAsync(PathOf("test_logging"), "out.ipynb", "--stdout-file", "out.txt", "--stderr-file", "err.txt");

        // The last cell wants a package that is long gone.
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("hello world\n", folder.Read("out.txt"));
        Assert.Equal("INFO:test:test text\n", folder.Read("err.txt"));
    }

    [Fact]
    public async Task The_working_folder_is_the_kernels_only()
    {
        using var folder = new RunFolder();
        folder.Write("data/check.txt", "exists");
        File.Copy(PathOf("read_check"), folder.Combine("in.ipynb"));

        ProcessOutcome outcome = await folder.RunAsync("in.ipynb", "out.ipynb", "--cwd", "data");

        Assert.Equal(0, outcome.ExitCode);
        Assert.True(folder.Has("out.ipynb"));
    }

    [Fact]
    public async Task Outputs_are_saved_while_their_cell_runs()
    {
        using var folder = new RunFolder();

        Task<ProcessOutcome> run = folder.RunAsync(PathOf("test_autosave"), "out.ipynb");
        bool isPartial = await Eventually.IsAsync(() => IsPartial(folder) || run.IsCompleted, folder.Path, () => [run], TimeSpan.FromSeconds(30));

        Assert.True(isPartial);
        Assert.False(run.IsCompleted);
        Notebook partial = folder.Notebook("out.ipynb");
        Assert.Empty(NotebookValidator.Validate(partial));
        Assert.Equal(("running", "running"), (partial.Metadata.Get<JsonObject>("deckle")?.GetText("status"), Truth.Status(partial.Cells[0])));
        Assert.Equal(0, (await run).ExitCode);
        Assert.Equal(string.Concat(Enumerable.Range(0, 25).Select(number => $"{number}\n")), folder.Notebook("out.ipynb").Cells[0].Outputs.Single().Text);
    }

    private static bool IsPartial(RunFolder folder) => folder.Has("out.ipynb") && folder.Notebook("out.ipynb").Cells[0].Outputs.Count > 0;

    private static int[] Tagged(Notebook notebook) =>
        [.. Enumerable.Range(0, notebook.Cells.Count).Where(index => notebook.Cells[index].HasTag(ErrorTag))];

    private static async Task<(ProcessOutcome Outcome, Notebook Notebook)> RunAsync(string name, params string[] options)
    {
        using var folder = new RunFolder();
        ProcessOutcome outcome = await folder.RunAsync([PathOf(name), "out.ipynb", .. options]);
        return (outcome, folder.Notebook("out.ipynb"));
    }

    private static string PathOf(string name) =>
        Repository.Path("tests", "cases", "peers", "papermill", "papermill", "tests", "notebooks", $"{name}.ipynb");
}
