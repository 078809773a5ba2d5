namespace Deckle.Tool.Tests.Specs;

public class SpecRunnerTests
{
    private const string Markdown = """
        # A spec

        ```json title="folder/a file.json"
        {}
        ```

        ````python
        ```
        not a command
        ````

        ```console
        $ cat 'folder/a file.json'
        {}
        $ echo one; \
        > echo two >&2; exit 3
        one
        ! two
        ? 3
        ```

        """;

    [Fact]
    public void A_parsed_spec_is_written_as_it_was() => Assert.Equal(Markdown, Spec.Parse(Markdown).ToString());

    [Fact]
    public async Task A_true_spec_stays_as_it_is()
    {
        Spec actual = await SpecRunner.RunAsync(Spec.Parse(Markdown));

        Assert.Equal(Markdown, actual.ToString());
    }

    [Theory]
    [InlineData("one\n", "1\n")]
    [InlineData("! two\n", "")]
    [InlineData("? 3\n", "")]
    [InlineData("? 3\n", "? 3\nmore\n")]
    public async Task A_wrong_spec_is_corrected(string right, string wrong)
    {
        string written = Markdown.Replace(right, wrong, StringComparison.Ordinal);

        Spec actual = await SpecRunner.RunAsync(Spec.Parse(written));

        Assert.Equal(Markdown, actual.ToString());
    }

    [Theory]
    [InlineData("...\n? 3\n", true)]
    [InlineData("one\n...\n", true)]
    [InlineData("...\n! two\n...\n? 3\n", true)]
    [InlineData("...\n? 4\n", false)]
    [InlineData("two\n...\n", false)]
    public void Three_dots_stand_for_any_lines(string expected, bool isAccepted) =>
        Assert.Equal(isAccepted, new SpecCommand("", expected).Accepts("one\n! two\n? 3\n"));

    [Fact]
    public void Output_without_a_command_is_refused() =>
        Assert.Throws<FormatException>(() => Spec.Parse("```console\ndeckle version\n```\n"));
}
