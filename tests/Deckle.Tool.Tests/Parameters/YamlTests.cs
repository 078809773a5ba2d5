using Deckle.Json;

namespace Deckle.Tool.Tests.Parameters;

public class YamlTests
{
    public static TheoryData<string, string> Documents()
    {
        var data = new TheoryData<string, string>();
        foreach (string[] row in File.ReadLines(Repository.Path("tests", "cases", "parameters", "yaml11-documents.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            data.Add(row[0], row[1]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_is_read_as_PyYAML_reads_it(string document, string expected)
    {
        string text = ((JsonString)JsonReader.Read(document)).Text;

        ProcessOutcome outcome = await DeckleBinary.RunAsync("params", "render", "--language", "python", "--json", "-y", text);

        var answer = (JsonObject)JsonReader.Read(outcome.Stdout);
        if (expected == "error")
        {
            Assert.Equal(2, outcome.ExitCode);
            Assert.StartsWith("parameter-yaml-", answer.Get<JsonObject>("error")!.GetText("code"), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(0, outcome.ExitCode);
            // As text: the order of the parameters counts.
            Assert.Equal(JsonReader.Read(expected).ToString(), answer["parameters"]!.ToString());
        }
    }

    [Theory]
    [InlineData("a: {1: x, True: y}\n", """{"a": {"1": "x", "True": "y"}}""")]
    [InlineData("a: !!timestamp 2020-01-01\n", """{"a": "2020-01-01"}""")]
    public async Task What_PyYAML_loses_or_papermill_fails_on_is_kept(string document, string expected)
    {
        ProcessOutcome outcome = await DeckleBinary.RunAsync("params", "render", "--language", "python", "--json", "-y", document);

        Assert.Equal(expected, ((JsonObject)JsonReader.Read(outcome.Stdout))["parameters"]!.ToString());
    }

    [Fact]
    public async Task Aliases_that_grow_without_end_are_refused()
    {
        string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i =>
            $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        ProcessOutcome outcome = await DeckleBinary.RunAsync("params", "render", "--language", "python", "-y", bomb);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("error[parameter-yaml-too-large]", outcome.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_nesting_is_refused()
    {
        ProcessOutcome outcome = await DeckleBinary.RunAsync("params", "render", "--language", "python", "-y", "a: " + new string('[', 20000));

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("error[parameter-yaml-invalid]", outcome.Stderr, StringComparison.Ordinal);
    }
}
