using System.Text.RegularExpressions;
using CsCheck;
using Deckle.Json;

namespace Deckle.Tool.Tests.Showing;

/// <summary>Law: whatever a notebook holds, what is shown of it has no control characters but line feeds, tabs and our own colours.</summary>
public partial class HostileTextTests
{
    private static readonly string[] Pieces =
    [
        "\e]0;owned\a", "\e[2J", "\e[31mred", "\e[38;2;1;2;3mx", "\u009b31m", "\eP1;2q\e\\", "\e_Gf=100;AAAA\e\\", "\r", "\n", "\r\n", "\t", "\b", "\0", "\u007f", "\u0085", "\u2028",
        "\u202e", "\ufeff", "\ud83d", "😀", "e\u0301", "東京", "plain words", "<table><tr><td>\e[5m", "</td></tr></table>", "**bold**", "```", "# head", "$x$", "\"", "'", "{", "<<<<<<<",
    ];

    private static readonly Gen<string> Text = OneOf(Pieces).Array[0, 12].Select(string.Concat);

    private static readonly Gen<JsonValue> Value = Gen.OneOf(
        Text.Select(text => (JsonValue)text),
        Gen.Const((JsonValue)JsonNull.Value),
        Gen.Int[-3, 3].Select(number => (JsonValue)number),
        Text.Array[0, 3].Select(lines => (JsonValue)JsonArray.From(lines.Select(line => (JsonValue)line))),
        Gen.Select(Text, Text).Select((key, text) => (JsonValue)JsonObject.Of((key, text))));

    private static readonly Gen<JsonValue> Output = Gen.OneOf(
        Gen.Select(Text, Value).Select((name, text) => (JsonValue)JsonObject.Of(("output_type", "stream"), ("name", name), ("text", text))),
        Gen.Select(Text, Text, Value).Select((name, message, lines) => (JsonValue)JsonObject.Of(("output_type", "error"), ("ename", name), ("evalue", message), ("traceback", lines))),
        Gen.Select(OneOf("text/plain", "text/html", "text/markdown", "image/png", "image/svg+xml", "application/json", "application/vnd.jupyter.widget-view+json", "x/\e[0m"), Value, Text)
            .Select((type, value, key) => (JsonValue)JsonObject.Of(("output_type", "display_data"), ("data", JsonObject.Of((type, value))), ("metadata", JsonObject.Of((key, 1))))),
        Value.Where(value => value is JsonObject));

    private static readonly Gen<JsonValue> Cell = Gen.Select(OneOf("code", "markdown", "raw", "\e[1m"), Value, Text, Output.Array[0, 3], Text).Select((kind, source, id, outputs, key) =>
        (JsonValue)JsonObject.Of(
            ("cell_type", kind),
            ("id", id),
            ("source", source),
            ("metadata", JsonObject.Of((key, id), ("tags", JsonArray.From([id])))),
            ("attachments", JsonObject.Of((key, JsonObject.Of((id, source))))),
            ("execution_count", 1),
            ("outputs", JsonArray.From(outputs))));

    private static readonly Gen<string> Notebooks = Gen.Select(Cell.Array[0, 6], Text, Value).Select((cells, name, value) => JsonObject.Of(
        ("cells", JsonArray.From(cells)),
        ("metadata", JsonObject.Of(("kernelspec", JsonObject.Of(("name", name), ("display_name", name))), (name, value))),
        ("nbformat", 4),
        ("nbformat_minor", 5)).ToString());

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    [Fact]
    public async Task No_notebook_brings_control_characters_to_the_terminal()
    {
        using var folder = new TemporaryFolder();
        string[] notebooks = Notebooks.Array[120].Single();
        for (int at = 0; at < notebooks.Length; at++)
        {
            folder.Write($"{at}.ipynb", notebooks[at]);
        }

        ProcessOutcome outcome = await DeckleBinary.RunAsync(new ProcessOptions { Folder = folder.Path }, "show", ".", "--color=always");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        Assert.Empty(Foreign(outcome.Stdout));
    }

    [Theory]
    [InlineData("--color=always")]
    [InlineData("--color=always --color-words")]
    [InlineData("--stat")]
    public async Task No_comparison_brings_control_characters_to_the_terminal(string options)
    {
        using var folder = new TemporaryFolder();
        (string, string)[] pairs = Gen.Select(Notebooks, Notebooks).Array[120].Single();
        for (int at = 0; at < pairs.Length; at++)
        {
            folder.Write($"a/{at}.ipynb", pairs[at].Item1);
            folder.Write($"b/{at}.ipynb", pairs[at].Item2);
        }

        ProcessOutcome outcome = await DeckleBinary.RunAsync(new ProcessOptions { Folder = folder.Path }, ["diff", "a", "b", .. options.Split(' ')]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(Foreign(outcome.Stdout));
    }

    [Fact]
    public async Task Fixtures_of_all_formats_are_shown()
    {
        ProcessOutcome outcome = await DeckleBinary.RunAsync("show", Repository.Path("tests", "cases", "nbformat_fixtures"), "--color=always");

        Assert.All(outcome.Stderr.Split('\n').Where(line => line.StartsWith("error", StringComparison.Ordinal)), line => Assert.StartsWith("error[notebook-", line, StringComparison.Ordinal));
        Assert.Empty(Foreign(outcome.Stdout));
    }

    [Fact]
    public void What_is_foreign_is_found()
    {
        Assert.Equal(["\\u001B"], Foreign("\e[2J"));
        Assert.Equal(["\\u202E"], Foreign("a\u202eb"));
        Assert.Empty(Foreign("\e[1;31ma\e[0m\n\tb"));
    }

    /// <summary>The characters that a terminal, or a reader's eye, would obey.</summary>
    private static IEnumerable<string> Foreign(string text) => OwnColour().Replace(text, "")
        .Where(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029')
        .Distinct()
        .Select(c => $"\\u{(int)c:X4}");

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex OwnColour();
}
