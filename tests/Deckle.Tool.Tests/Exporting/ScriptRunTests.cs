namespace Deckle.Tool.Tests.Exporting;

public class ScriptRunTests
{
    [Theory]
    [InlineData("python", "%matplotlib inline\nx = !echo 1\nprint(int(x[0]) + 1)", ".py", "/usr/bin/python3")]
    [InlineData("R", "x <- 1\ncat(x + 1)", ".R", "Rscript --vanilla")]
    [InlineData("bash", "x=1\necho $((x + 1))", ".sh", "bash")]
    [InlineData("javascript", "%%html\n<b>|var x = 1;\nconsole.log(x + 1);", ".js", "node")]
    public async Task An_exported_script_runs_without_a_kernel(string language, string sources, string extension, string command)
    {
        using var folder = new TemporaryFolder();
        string cells = string.Join(", ", sources.Split('|').Select(Cell).Prepend("""{"cell_type": "markdown", "metadata": {}, "source": "# Title\n\n'quoted"}"""));
        folder.Write("a.ipynb", $$$"""{"cells": [{{{cells}}}], "metadata": {"language_info": {"name": "{{{language}}}"}}, "nbformat": 4, "nbformat_minor": 4}""");

        ProcessOutcome exported = await DeckleBinary.RunAsync(ProcessOptions.Default with { Folder = folder.Path }, "export", "a.ipynb", "--to", "script");
        ProcessOutcome ran = await DeckleBinary.ShellAsync(ProcessOptions.Default with { Folder = folder.Path }, $"{command} a{extension}");

        Assert.Equal($"a{extension}\n", exported.Stdout);
        Assert.Equal("2", ran.Stdout.Trim());
    }

    private static string Cell(string source) =>
        $$"""{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": {{new Json.JsonString(source)}}}""";
}
