namespace Deckle.Tool.Tests.Showing;

/// <summary>What a person at a terminal sees of `deckle show`, pager and all.</summary>
public class ShownOnTerminalTests
{
    private const string Notebook = """
        {"cells": [{"cell_type": "code", "id": "one", "execution_count": 1, "metadata": {}, "outputs": [], "source": "import os"}], "metadata": {"kernelspec": {"name": "python3", "language": "python"}}, "nbformat": 4, "nbformat_minor": 5}
        """;

    [Fact]
    public async Task A_terminal_shows_colours()
    {
        string shown = await TypedAsync("deckle show one.ipynb", ("GIT_PAGER", "cat"));

        Assert.Contains("\e[35mimport\e[0m os\r\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_color_is_obeyed()
    {
        string shown = await TypedAsync("deckle show one.ipynb", ("GIT_PAGER", "cat"), ("NO_COLOR", "1"));

        Assert.DoesNotContain("\e[35m", shown, StringComparison.Ordinal);
        Assert.Contains("import os\r\n", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "[GIT_PAGER]import os")]
    [InlineData("--no-pager", "import os")]
    public async Task The_pager_of_git_comes_first(string option, string expected)
    {
        string shown = await TypedAsync($"deckle show one.ipynb --no-color {option}", ("GIT_PAGER", "sed s/^/[GIT_PAGER]/"), ("PAGER", "sed s/^/[PAGER]/"));

        Assert.Contains($"\n{expected}\r\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pager_gets_the_options_that_git_gives_less()
    {
        string shown = await TypedAsync("deckle show one.ipynb", ("PAGER", "echo LESS=$LESS LV=$LV; cat >/dev/null"), ("LESS", null), ("LV", null));

        Assert.Contains("LESS=FRX LV=-c\r\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pager_may_be_left_before_the_end()
    {
        using var folder = new TemporaryFolder();
        folder.Write("long.ipynb", Notebook.Replace("import os", string.Concat(Enumerable.Repeat("x = 1\\n", 100_000)), StringComparison.Ordinal));

        ProcessOutcome outcome = await ScriptAsync(folder, "deckle show long.ipynb --no-color; echo exit=$?", ("PAGER", "head -n 1"));

        Assert.Contains("long.ipynb  ", outcome.Stdout, StringComparison.Ordinal);
        Assert.Contains("exit=0\r\n", outcome.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_has_no_pager_and_may_be_closed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("long.ipynb", Notebook.Replace("import os", string.Concat(Enumerable.Repeat("x = 1\\n", 100_000)), StringComparison.Ordinal));
        var options = new ProcessOptions { Folder = folder.Path, Environment = new Dictionary<string, string?> { ["PAGER"] = "sed s/^/[PAGER]/" } };

        ProcessOutcome outcome = await DeckleBinary.ShellAsync(options, "{ deckle show long.ipynb; echo exit=$? >&2; } | head -n 1");

        Assert.StartsWith("long.ipynb  ", outcome.Stdout, StringComparison.Ordinal);
        Assert.Equal("exit=0\n", outcome.Stderr);
    }

    [Theory]
    [InlineData("KITTY_WINDOW_ID", "1", "\e_Ga=T,f=100,q=2,c=1,m=0;")]
    [InlineData("TERM_PROGRAM", "iTerm.app", "\e]1337;File=inline=1;")]
    [InlineData("TERM", "foot", "\eP0;1;0q")]
    [InlineData("TERM", "xterm-256color", "[image/png 1x1, ")]
    public async Task The_environment_tells_how_pictures_are_drawn(string name, string value, string expected)
    {
        const string Picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
        using var folder = new TemporaryFolder();
        folder.Write("one.ipynb", Notebook.Replace("\"outputs\": []", $$$"""
            "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"image/png": "{{{Picture}}}"}}]
            """, StringComparison.Ordinal));

        ProcessOutcome outcome = await ScriptAsync(folder, "deckle show one.ipynb", ("PAGER", "cat"), ("TERM", "xterm"), (name, value));

        Assert.Contains(expected, outcome.Stdout, StringComparison.Ordinal);
    }

    private static async Task<string> TypedAsync(string line, params (string Name, string? Value)[] environment)
    {
        using var folder = new TemporaryFolder();
        folder.Write("one.ipynb", Notebook);
        return (await ScriptAsync(folder, line, environment)).Stdout;
    }

    /// <summary>Runs a line at a terminal, whose size is unknown, as at a serial console.</summary>
    private static Task<ProcessOutcome> ScriptAsync(TemporaryFolder folder, string line, params (string Name, string? Value)[] environment)
    {
        Dictionary<string, string?> variables = new()
        {
            ["TERM"] = "xterm",
            ["GIT_PAGER"] = null,
            ["TMUX"] = null,
            ["KITTY_WINDOW_ID"] = null,
            ["TERM_PROGRAM"] = null,
            ["LC_TERMINAL"] = null,
            ["HOME"] = folder.Path,
            ["XDG_CONFIG_HOME"] = null,
        };
        foreach ((string name, string? value) in environment)
        {
            variables[name] = value;
        }

        return DeckleBinary.ShellAsync(new ProcessOptions { Folder = folder.Path, Environment = variables }, $"script --quiet --return --command '{line}' /dev/null </dev/null");
    }
}
