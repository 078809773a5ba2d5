namespace Deckle.Tool.Tests.Compat;

/// <summary>What nb-clean 4.0.1 writes and finds.</summary>
public class NbCleanCaseTests
{
    // Columns of cases.tsv.
    private const int Command = 0;
    private const int Input = 1;
    private const int Args = 2;
    private const int Expected = 3;
    private const int Exit = 4;
    private const int Stdout = 7;

    public static TheoryData<string, string> Cleaned() => [.. Rows("clean").Select(row => (row[Input], row[Args]))];

    public static TheoryData<string, string> Checked() => [.. Rows("check").Select(row => (row[Input], row[Args]))];

    [Theory]
    [MemberData(nameof(Cleaned))]
    public async Task Notebooks_are_cleaned_to_the_same_bytes(string input, string arguments)
    {
        string[] row = Row("clean", input, arguments);

        ProcessOutcome outcome = await CaseTable.RunAsync("nb-clean", ["clean", .. CaseTable.Arguments(arguments)], CaseTable.Text(input));

        Assert.Equal((CaseTable.Text(row[Expected]), 0), (outcome.Stdout, outcome.ExitCode));
    }

    [Theory]
    [MemberData(nameof(Checked))]
    public async Task A_check_finds_the_same(string input, string arguments)
    {
        string[] row = Row("check", input, arguments);

        ProcessOutcome outcome = await CaseTable.RunAsync("nb-clean", ["check", .. CaseTable.Arguments(arguments)], CaseTable.Text(input));

        string found = outcome.Stdout.TrimEnd('\n').Replace("\n", "\\n", StringComparison.Ordinal);
        Assert.Equal((row[Stdout], row[Exit], ""), (found, $"{outcome.ExitCode}", outcome.Stderr));
    }

    private static string[] Row(string command, string input, string arguments) => Rows(command).First(row => row[Input] == input && row[Args] == arguments);

    private static IEnumerable<string[]> Rows(string command) => CaseTable.Rows("nbclean/cases.tsv").Where(row => row[Command] == command);
}
