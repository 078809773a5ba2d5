using Deckle.Json;

namespace Deckle.Tool.Tests.Compat;

/// <summary>Command lines as Python's argparse takes them apart, as <c>deckle compat explain</c> tells.</summary>
public class ArgparseTests
{
    [Theory]
    [InlineData("nbstripout --keep-c a.ipynb", "keep_count", "true")]
    [InlineData("nbstripout --max 5k", "max_size", "\"5k\"")]
    [InlineData("nbstripout --max=5k", "max_size", "\"5k\"")]
    [InlineData("nbstripout -mzeppelin", "mode", "\"zeppelin\"")]
    [InlineData("nbstripout -tfmzeppelin", "mode", "\"zeppelin\"")]
    [InlineData("nbstripout -tf", "force", "true")]
    [InlineData("nbstripout --drop-output-type error stream -t a.ipynb", "drop_output_type", """["error", "stream"]""")]
    [InlineData("nbstripout --drop-output-type error stream -t a.ipynb", "files", """["a.ipynb"]""")]
    [InlineData("nbstripout --keep-output-type error a.ipynb", "files", "[]")]
    [InlineData("nbstripout --keep-output-type error -- a.ipynb -b", "files", """["a.ipynb", "-b"]""")]
    [InlineData("nbstripout -5 - a", "files", """["-5", "-", "a"]""")]
    [InlineData("nbstripout --extra-keys a --extra-keys b", "extra_keys", "\"b\"")]
    [InlineData("nb-clean check -m -o a b", "preserve_cell_metadata", "[]")]
    [InlineData("nb-clean check a b -m c", "inputs", """["a", "b"]""")]
    [InlineData("nb-clean check -ec a", "preserve_execution_counts", "true")]
    [InlineData("nb-clean add-filter", "preserve_cell_metadata", "null")]
    public async Task An_argument_means(string line, string argument, string expected)
    {
        ProcessOutcome outcome = await DeckleBinary.RunAsync(["compat", "explain", .. line.Split(' ')]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        Assert.Equal(expected, ((JsonObject)JsonReader.Read(outcome.Stdout)).Get<JsonObject>("arguments")![argument]!.ToString());
    }

    [Theory]
    [InlineData("nbstripout --keep-out x", "ambiguous option: --keep-out could match --keep-output, --keep-output-type")]
    [InlineData("nbstripout a --bogus b -x", "unrecognized arguments: --bogus b -x")]
    [InlineData("nbstripout a -t b", "unrecognized arguments: b")]
    [InlineData("nbstripout --keep-count=3", "argument --keep-count: ignored explicit argument '3'")]
    [InlineData("nbstripout -tx", "argument --textconv/-t: ignored explicit argument 'x'")]
    [InlineData("nbstripout --extra-keys -t", "argument --extra-keys: expected one argument")]
    [InlineData("nbstripout --drop-output-type -t", "argument --drop-output-type: expected at least one argument")]
    [InlineData("nbstripout --python p --global", "argument --global: not allowed with argument --python")]
    [InlineData("nbstripout --mode it's", "argument --mode/-m: invalid choice: \"it's\" (choose from 'jupyter', 'zeppelin')")]
    [InlineData("nb-clean", "the following arguments are required: subcommand")]
    [InlineData("nb-clean clone", "argument subcommand: invalid choice: 'clone' (choose from 'version', 'add-filter', 'remove-filter', 'check', 'clean')")]
    [InlineData("nb-clean --bogus clean -x", "unrecognized arguments: --bogus -x")]
    public async Task A_wrong_command_line_is_told_in_its_words(string line, string error)
    {
        string[] words = line.Split(' ');

        ProcessOutcome outcome = await CaseTable.RunAsync(words[0], words[1..]);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Stdout));
        Assert.EndsWith($"{words[0]}: error: {error}\n", outcome.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nbstripout", 80)]
    [InlineData("nb-clean", 80)]
    [InlineData("nb-clean clean", 80)]
    [InlineData("nb-clean add-filter", 120)]
    public async Task Help_has_its_layout(string line, int columns)
    {
        string[] words = line.Split(' ');
        var options = new ProcessOptions { Environment = new Dictionary<string, string?> { ["COLUMNS"] = $"{columns}" } };

        ProcessOutcome outcome = await DeckleBinary.RunAsync(options, ["compat", .. words, "--help"]);

        Snapshot.Match(outcome.Transcript, $"help-{line.Replace(' ', '-')}");
    }
}
