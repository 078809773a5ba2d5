using System.Text.RegularExpressions;
using System.Xml.Linq;
using Deckle.Json;

namespace Deckle.Tool.Tests.Running;

/// <summary>
/// nbclient's own notebooks: each is run and its outputs compared with the stored ones, as <c>test_run_all_notebooks</c> does.
/// Not here: <c>Other Comms</c> needs the package <c>comm</c>, <c>JupyterWidgets</c> and <c>Output</c> need ipywidgets 7 or newer;
/// Debian 12 has neither.
/// </summary>
public partial class NbclientNotebookTests
{
    [Theory]
    [InlineData("Clear Output")]
    [InlineData("Empty Cell")]
    [InlineData("Factorials")]
    [InlineData("HelloWorld")]
    [InlineData("Inline Image")]
    [InlineData("Interrupt", "--execution-timeout", "1", "--allow-errors")]
    [InlineData("Skip Exceptions with Cell Tags")]
    [InlineData("Skip Exceptions", "--allow-errors")]
    [InlineData("Skip Execution with Cell Tag")]
    [InlineData("SVG")]
    [InlineData("Unicode")]
    [InlineData("UnicodePy3")]
    [InlineData("update-display-id")]
    [InlineData("Check History in Memory")]
    public async Task Outputs_are_the_stored_ones(string name, params string[] options)
    {
        using var folder = new RunFolder();
        Notebook stored = NotebookUpgrader.Upgrade(NotebookReader.Read(await File.ReadAllBytesAsync(PathOf(name))));
        if (name == "Inline Image")
        {
            await File.WriteAllBytesAsync(folder.Combine("python.png"), Picture(stored));
        }

        ProcessOutcome outcome = await folder.RunAsync([PathOf(name), "out.ipynb", "--kernel", "python3", .. options]);

        Notebook actual = folder.Notebook("out.ipynb");
        Assert.Equal(stored.Cells.Select(Shown), ErrorMarkers.Remove(actual).Cells.Select(Shown));
        Assert.Empty(NotebookValidator.Validate(actual));
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task Two_notebooks_run_side_by_side()
    {
        using var folder = new RunFolder();

        // Each waits for a file that the other writes.
        string variable = $"NBEXECUTE_TEST_PARALLEL_TMPDIR={folder.Path}";
        Task<ProcessOutcome> a = folder.RunAsync(PathOf("Parallel Execute A"), "A.ipynb", "--kernel", "python3", "--env", variable);
        Task<ProcessOutcome> b = folder.RunAsync(PathOf("Parallel Execute B"), "B.ipynb", "--kernel", "python3", "--env", variable);
        ProcessOutcome[] outcomes = await Task.WhenAll(a, b);

        Assert.All(outcomes, outcome => Assert.Equal(new ProcessOutcome(0, "", ""), outcome));
    }

    [Fact]
    public async Task A_kernel_that_kills_itself_is_dead()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunAsync(PathOf("Autokill"), "out.ipynb", "--kernel", "python3");

        Assert.Equal(138, outcome.ExitCode);
        Assert.Contains("the kernel was killed by SIGTERM", outcome.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_times_of_a_cell_are_the_kernels()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunAsync(PathOf("Sleep1s"), "out.ipynb", "--kernel", "python3");

        Assert.Equal(0, outcome.ExitCode);
        Notebook notebook = folder.Notebook("out.ipynb");
        JsonObject times = notebook.Cells[1].Metadata.Get<JsonObject>("execution")!;
        Assert.Equal(["iopub.execute_input", "iopub.status.busy", "iopub.status.idle", "shell.execute_reply"], times.Keys.Order(StringComparer.Ordinal));
        DateTimeOffset began = Time(times.GetText("iopub.execute_input")!);
        DateTimeOffset ended = Time(times.GetText("shell.execute_reply")!);
        DateTimeOffset slept = Time(notebook.Cells[2].Outputs[0].Text);
        DateTimeOffset woke = Time(notebook.Cells[3].Outputs[0].Text);
        Assert.True(began <= slept && woke <= ended, $"{began:O} {slept:O} {woke:O} {ended:O}");
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    private static byte[] Picture(Notebook notebook) => Convert.FromBase64String(
        notebook.Cells.SelectMany(cell => cell.Outputs).Select(output => output.Data.Text("image/png")).First(text => text is not null)!);

    /// <summary>A cell's outputs without what differs between machines and versions of IPython.</summary>
    private static string Shown(Cell cell) =>
        string.Join('\n', cell.Outputs.Select(output => Shown(output).ToString()).Prepend($"{cell.Source}\n[{cell.ExecutionCount}]"));

    private static JsonObject Shown(Output output)
    {
        JsonObject data = JsonObject.From(output.Data.MediaTypes.Order(StringComparer.Ordinal).Select(type => new JsonMember(
            type, output.Data.Text(type) is { } text ? Shown(type, text) : output.Data.Json[type]!)));
        string traceback = string.Join('\n', output.Traceback.Select(line => Input().Replace(Ansi().Replace(line, ""), "<INPUT>")));
        return JsonObject.Of(
            ("kind", output.Kind.ToString()),
            ("stream", output.StreamName),
            ("text", Address().Replace(output.Text, "<ADDRESS>")),
            ("data", data),
            ("error", $"{output.ErrorName}: {output.ErrorValue}\n{traceback}"));
    }

    private static string Shown(string type, string text) => type switch
    {
        "image/svg+xml" => string.Join('\n', XDocument.Parse(text).Descendants().Select(
            node => $"{node.Name} {string.Join(' ', node.Attributes().OrderBy(attribute => attribute.Name.LocalName))}")),
        _ when type.StartsWith("image/", StringComparison.Ordinal) => Spaces().Replace(text, ""),
        _ => Address().Replace(text, "<ADDRESS>"),
    };

    private static string PathOf(string name) => Repository.Path("tests", "cases", "peers", "nbclient", "tests", "files", $"{name}.ipynb");

    [GeneratedRegex("0x[0-9a-f]{7,12}")]
    private static partial Regex Address();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Ansi();

    // IPython 7: <ipython-input-1-31d18a52bf41> in <module>; 8: Cell In [1], line 1; 8.7: Cell In[1], line 1.
    [GeneratedRegex(@"<ipython-input-[^>]*> in <module>|Cell In ?\[\d+\], line \d+")]
    private static partial Regex Input();
}
