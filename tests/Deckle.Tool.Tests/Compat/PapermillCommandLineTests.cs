using System.Text;
using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Compat;

/// <summary>What command lines mean, as <c>deckle compat explain papermill</c> tells.</summary>
public class PapermillCommandLineTests
{
    [Theory]
    [InlineData("in out -kir", "kernel_name", "\"ir\"")]
    [InlineData("-k ir in out", "kernel_name", "\"ir\"")]
    [InlineData("in out --kernel=ir", "kernel_name", "\"ir\"")]
    [InlineData("in out -k ir -k python3", "kernel_name", "\"python3\"")]
    [InlineData("in out -k --report-mode", "kernel_name", "\"--report-mode\"")]
    [InlineData("in out -pa -1 -p b -b", "parameters", """{"a": -1, "b": "-b"}""")]
    [InlineData("in out --parameters=a 1", "parameters", """{"a": 1}""")]
    [InlineData("-- -in out", "input_path", "\"-in\"")]
    [InlineData("in out --report-mode --no-report-mode", "report_mode", "false")]
    [InlineData("in out --log-output", "progress_bar", "false")]
    [InlineData("in out --log-output --progress-bar", "progress_bar", "true")]
    [InlineData("in -", "progress_bar", "null")]
    [InlineData("in -", "request_save_on_cell_execute", "false")]
    [InlineData("in out", "autosave_cell_every", "30")]
    [InlineData("in out --start_timeout 5", "start_timeout", "5")]
    [InlineData("in out --execution-timeout 0", "execution_timeout", "0")]
    [InlineData("in out -r a 1 -p a 2 -y {b:4}", "parameters", """{"b:4": null, "a": "1"}""")]
    public async Task An_argument_means(string line, string argument, string expected)
    {
        JsonObject meant = await ExplainAsync(line.Split(' '));

        Assert.Equal(expected, meant.Get<JsonObject>("arguments")![argument]!.ToString());
    }

    [Fact]
    public async Task Parameters_are_merged_by_kind_and_not_by_place()
    {
        using var folder = new RunFolder();
        folder.Write("f.yaml", "{a: f, f: 1e3, day: 2026-01-02, PAPERMILL_OUTPUT_PATH: mine}");
        string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes("{a: b, b: yes}"));

        ProcessOutcome outcome = await folder.ShellAsync(
            $"deckle compat explain papermill in '{{a}}.ipynb' -r a r -p a p -y 'a: y' -f f.yaml -b {base64} --inject-paths");

        JsonObject meant = (JsonObject)JsonReader.Read(outcome.Stdout);
        Assert.Equal(
            """{"PAPERMILL_INPUT_PATH": "in", "PAPERMILL_OUTPUT_PATH": "mine", "a": "r", "b": true, "f": "1e3", "day": "2026-01-02"}""",
            meant.Get<JsonObject>("arguments")!["parameters"]!.ToString());
        Assert.Equal("""{"input": "in", "output": "r.ipynb"}""", meant["paths"]!.ToString());
    }

    // A pipe, and then none.
    [Theory]
    [InlineData("true | deckle compat explain papermill one", "-", "one")]
    [InlineData("true | deckle compat explain papermill", "-", "-")]
    [InlineData("true | deckle compat explain papermill one two", "one", "two")]
    [InlineData("deckle compat explain papermill one </dev/null", "one", "-")]
    [InlineData("echo x >file; deckle compat explain papermill one <file", "one", "-")]
    [InlineData("mkfifo p; (echo >p &); deckle compat explain papermill one <p", "-", "one")]
    public async Task In_a_pipe_the_only_path_is_where_the_result_goes(string line, string input, string output)
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.ShellAsync(line);

        JsonObject arguments = ((JsonObject)JsonReader.Read(outcome.Stdout)).Get<JsonObject>("arguments")!;
        Assert.Equal((input, output), (arguments.GetText("input_path"), arguments.GetText("output_path")));
    }

    [Theory]
    [InlineData("-l R -p x 1", "# Parameters\nx = 1\n")]
    [InlineData("-l julia -y {x:\\ ~}", "# Parameters\nx = nothing\n")]
    public async Task The_language_that_is_asked_for_is_the_language_of_the_parameters(string options, string source)
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of("1"));

        ProcessOutcome outcome = await folder.ShellAsync($"deckle compat papermill in.ipynb out.ipynb --prepare-only {options}");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(source, folder.Notebook("out.ipynb").Cells[0].Source);
    }

    private static async Task<JsonObject> ExplainAsync(string[] arguments)
    {
        ProcessOutcome outcome = await DeckleBinary.RunAsync(["compat", "explain", "papermill", .. arguments]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        return (JsonObject)JsonReader.Read(outcome.Stdout);
    }
}
