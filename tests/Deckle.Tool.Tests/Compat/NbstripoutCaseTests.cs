namespace Deckle.Tool.Tests.Compat;

/// <summary>What nbstripout 0.9.1 writes and how it ends.</summary>
public class NbstripoutCaseTests
{
    // Columns of cases.tsv.
    private const int Id = 0;
    private const int Kind = 1;
    private const int Input = 2;
    private const int Args = 3;
    private const int Expected = 4;
    private const int Exit = 5;
    private const int Note = 9;

    // nbstripout looks for code in nbformat 4's place, and drops all code cells of nbformat 3 as empty.
    private const string LosesCode = "g051";

    public static TheoryData<string> Stripped() => [.. Rows("strip", "golden").Select(row => row[Id]).Where(id => id != LosesCode)];

    public static TheoryData<string> Told() => [.. Rows("stdin", "file-arg", "args").Select(row => $"{row[Kind]} {row[Input]} {row[Args]}")];

    [Theory]
    [MemberData(nameof(Stripped))]
    public async Task Stdin_is_stripped_to_stdout(string id)
    {
        string[] row = Row(id);

        ProcessOutcome outcome = await CaseTable.RunAsync("nbstripout", CaseTable.Arguments(row[Args]), CaseTable.Text(row[Input]));

        Assert.Equal((CaseTable.Text(row[Expected]), 0), (outcome.Stdout, outcome.ExitCode));
    }

    [Theory]
    [MemberData(nameof(Stripped))]
    public async Task A_file_is_stripped_to_stdout_by_textconv(string id)
    {
        string[] row = Row(id);

        ProcessOutcome outcome = await CaseTable.RunAsync("nbstripout", ["-t", row[Input], .. CaseTable.Arguments(row[Args])]);

        Assert.Equal((CaseTable.Text(row[Expected]), 0), (outcome.Stdout, outcome.ExitCode));
    }

    [Theory]
    [MemberData(nameof(Stripped))]
    public async Task A_file_is_stripped_in_place_where_it_changes(string id)
    {
        string[] row = Row(id);
        using var folder = new TemporaryFolder();
        string path = folder.Combine(Path.GetFileName(row[Input]));
        File.Copy(CaseTable.FullPath(row[Input]), path);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        ProcessOutcome outcome = await CaseTable.RunAsync("nbstripout", [path, .. CaseTable.Arguments(row[Args])]);

        string expected = IsDirty(row) ? CaseTable.Text(row[Expected]) : CaseTable.Text(row[Input]);
        Assert.Equal((expected, 0), (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), outcome.ExitCode));
        Assert.Equal(IsDirty(row), File.GetLastWriteTimeUtc(path) != DateTime.UnixEpoch);
    }

    [Theory]
    [MemberData(nameof(Stripped))]
    public async Task Verify_tells_by_its_exit_code(string id)
    {
        string[] row = Row(id);

        ProcessOutcome outcome = await CaseTable.RunAsync("nbstripout", ["--verify", .. CaseTable.Arguments(row[Args])], CaseTable.Text(row[Input]));

        Assert.Equal(IsDirty(row) ? ("Dry run: would have stripped input from stdin\n", 1) : ("", 0), (outcome.Stdout, outcome.ExitCode));
    }

    [Theory]
    [MemberData(nameof(Told))]
    public async Task Messages_and_exit_codes_are_nbstripouts(string name)
    {
        string[] row = Rows("stdin", "file-arg", "args").First(row => $"{row[Kind]} {row[Input]} {row[Args]}" == name);
        string[] file = row[Kind] == "file-arg" ? [row[Input]] : [];

        ProcessOutcome outcome = await CaseTable.RunAsync("nbstripout", [.. file, .. CaseTable.Arguments(row[Args])], row[Kind] == "stdin" ? CaseTable.Text(row[Input]) : "");

        // stdout="..." stderr_last="..."; nbstripout was called as a module, and so by another name.
        string told = $"stdout=\"{outcome.Stdout.Replace("\n", "\\n", StringComparison.Ordinal)}\" stderr_last=\"{outcome.Stderr.TrimEnd('\n').Split('\n')[^1]}\"";
        Assert.Equal((row[Note].Replace("__main__.py", "nbstripout", StringComparison.Ordinal), row[Exit]), (told, $"{outcome.ExitCode}"));
    }

    [Fact]
    public async Task Without_stdin_there_is_nothing_to_do()
    {
        ProcessOutcome outcome = await DeckleBinary.ShellAsync(ProcessOptions.Default with { Timeout = TimeSpan.FromSeconds(20) }, "deckle compat nbstripout <&-");

        Assert.Equal(("", 0), (outcome.Transcript, outcome.ExitCode));
    }

    [Fact]
    public async Task What_stdout_leads_to_is_added_to_and_never_emptied()
    {
        using var folder = new TemporaryFolder();
        folder.Write("log", "kept\n");
        string input = CaseTable.FullPath("peers/nbstripout/tests/e2e_notebooks/test_metadata.ipynb");

        ProcessOutcome outcome = await DeckleBinary.ShellAsync(new ProcessOptions { Folder = folder.Path }, $"deckle compat nbstripout -t {input} {input} >> log");

        string one = CaseTable.Text("peers/nbstripout/tests/e2e_notebooks/test_metadata.ipynb.expected");
        Assert.Equal((0, $"kept\n{one}{one}"), (outcome.ExitCode, folder.Read("log")));
    }

    // nbstripout leaves an empty file in both cases.
    [Theory]
    [InlineData("""{"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": "'\\ud800'"}""")]
    [InlineData("""{"cell_type": "code", "execution_count": 1, "metadata": {}, "source": ""}""")]
    public async Task What_cannot_be_encoded_or_is_incomplete_is_not_lost(string cell)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.ipynb", $$"""{"cells": [{{cell}}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}""");

        ProcessOutcome outcome = await CaseTable.RunAsync("nbstripout", [path]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Single(NotebookReader.Read(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).Cells);
    }

    private static bool IsDirty(string[] row) => row[Note].Contains("--verify exit 1", StringComparison.Ordinal);

    private static string[] Row(string id) => Rows("strip", "golden").First(row => row[Id] == id);

    private static IEnumerable<string[]> Rows(params string[] kinds) => CaseTable.Rows("nbstripout/cases.tsv").Where(row => kinds.Contains(row[Kind]));
}
