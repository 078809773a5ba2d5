namespace Deckle.Tool.Tests;

public class StripTests
{
    private const string Dirty = """
        {"cells": [{"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": "a"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        """;

    private const string Clean = """
        {"cells": [{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": "a"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        """;

    [Fact]
    public async Task A_clean_file_is_not_written_again()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.ipynb", Clean);
        var past = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, past);

        ProcessOutcome outcome = await DeckleBinary.RunAsync("strip", path);

        Assert.Equal(new ProcessOutcome(0, "", ""), outcome);
        Assert.Equal(past, File.GetLastWriteTimeUtc(path));
    }

    [Theory]
    [InlineData("--check", 1)]
    [InlineData("--verify", 1)]
    [InlineData("--dry-run", 0)]
    [InlineData("-t", 0)]
    public async Task A_file_that_is_only_looked_at_stays(string option, int exitCode)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.ipynb", Dirty);

        ProcessOutcome outcome = await DeckleBinary.RunAsync("strip", option, path);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Equal(Dirty, folder.Read("a.ipynb"));
    }

    [Fact]
    public async Task By_wrong_settings_nothing_is_stripped()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.ipynb", Dirty);
        folder.Write("sub/b.ipynb", Dirty);
        folder.Write("sub/deckle.toml", "[strip]\nkeep-outptu = true\n");

        ProcessOutcome outcome = await DeckleBinary.RunAsync(new ProcessOptions { Folder = folder.Path }, "strip", ".");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("error[settings-unknown]: sub/deckle.toml:2:1: ", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(Dirty, folder.Read("a.ipynb"));
    }

    [Fact]
    public async Task An_option_stands_above_a_variable_and_that_above_a_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.ipynb", Dirty);
        folder.Write("deckle.toml", "[strip]\nkeep-count = true\n");
        var with = new ProcessOptions { Folder = folder.Path, Environment = new Dictionary<string, string?> { ["DECKLE_STRIP_KEEP_COUNT"] = "no" } };

        ProcessOutcome file = await DeckleBinary.RunAsync(new ProcessOptions { Folder = folder.Path }, "strip", "--check", "a.ipynb");
        ProcessOutcome variable = await DeckleBinary.RunAsync(with, "strip", "--check", "a.ipynb");
        ProcessOutcome option = await DeckleBinary.RunAsync(with, "strip", "--check", "--keep-count", "a.ipynb");

        Assert.Equal((0, 1, 0), (file.ExitCode, variable.ExitCode, option.ExitCode));
    }

    [Fact]
    public async Task Settings_may_ask_for_numbered_ids_and_keep_id_takes_that_back()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.ipynb", """{"cells": [{"cell_type": "raw", "id": "x", "metadata": {}, "source": []}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        folder.Write("deckle.toml", "[strip]\nids = 'sequential'\n");
        var here = new ProcessOptions { Folder = folder.Path };

        ProcessOutcome numbered = await DeckleBinary.RunAsync(here, "strip", "-t", "a.ipynb");
        ProcessOutcome kept = await DeckleBinary.RunAsync(here, "strip", "-t", "--keep-id", "a.ipynb");

        Assert.Contains("\"id\": \"0\"", numbered.Stdout, StringComparison.Ordinal);
        Assert.Equal(folder.Read("a.ipynb"), kept.Stdout);
    }

    [Fact]
    public async Task Line_ends_and_a_byte_order_mark_stay()
    {
        using var folder = new TemporaryFolder();
        string Text(string notebook) => $"\uFEFF{notebook.Replace(", ", ",\r\n\t", StringComparison.Ordinal)}\r\n";
        string path = folder.Write("a.ipynb", Text(Dirty));

        await DeckleBinary.RunAsync("strip", path);

        Assert.Equal(Text(Clean), System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)));
    }
}
