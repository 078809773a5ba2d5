using Deckle.Json;

namespace Deckle.Tool.Tests;

public class SettingsTests
{
    [Theory]
    [InlineData("runs/*.ipynb", "runs/a.ipynb")]
    [InlineData("runs/*.ipynb", "a.ipynb runs/deep/a.ipynb other/runs/a.ipynb", false)]
    [InlineData("/a.ipynb", "a.ipynb")]
    [InlineData("/a.ipynb", "runs/a.ipynb", false)]
    [InlineData("a.ipynb", "a.ipynb runs/deep/a.ipynb")]
    [InlineData("runs", "runs/a.ipynb runs/deep/a.ipynb x/runs/a.ipynb")]
    [InlineData("runs/", "runs/a.ipynb runs/deep/a.ipynb")]
    [InlineData("runs/**/a.ipynb", "runs/a.ipynb runs/x/y/a.ipynb")]
    [InlineData("**/deep/*.ipynb", "deep/a.ipynb runs/deep/a.ipynb")]
    [InlineData("runs/**", "runs/a.ipynb runs/x/y.ipynb")]
    [InlineData("runs/**", "a.ipynb", false)]
    [InlineData("?-[0-9][!a].ipynb", "a-1b.ipynb")]
    [InlineData("?-[0-9][!a].ipynb", "a-1a.ipynb a-xb.ipynb", false)]
    [InlineData("A.ipynb", "a.ipynb", false)]
    [InlineData(@"\*.ipynb", "*.ipynb")]
    [InlineData(@"\*.ipynb", "a.ipynb", false)]
    [InlineData("with space/ä*.ipynb", "with space/äb.ipynb", true, '|')]
    public async Task A_pattern_of_a_rule_means_the_paths_that_git_would(string pattern, string paths, bool isMeant = true, char separator = ' ')
    {
        using var folder = new TemporaryFolder();
        folder.Write("deckle.toml", $"[[strip.rule]]\npaths = ['{pattern}']\nkeep-count = true\n");

        foreach (string path in paths.Split(separator))
        {
            JsonValue keepsCount = await ValueAsync(folder, path, "strip.keep-count");

            Assert.Equal(JsonBoolean.Of(isMeant), keepsCount);
        }
    }

    [Fact]
    public async Task A_pattern_can_take_back_what_the_one_before_it_meant()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deckle.toml", "[[strip.rule]]\npaths = ['runs/*', '!runs/a.ipynb']\nkeep-count = true\n");

        Assert.Equal(JsonBoolean.False, await ValueAsync(folder, "runs/a.ipynb", "strip.keep-count"));
        Assert.Equal(JsonBoolean.True, await ValueAsync(folder, "runs/b.ipynb", "strip.keep-count"));
    }

    [Fact]
    public async Task Paths_are_relative_to_the_settings_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deckle.toml", "test.sanitize-with = 'rules/a.cfg'\n");
        Directory.CreateDirectory(folder.Combine("sub"));

        JsonValue value = await ValueAsync(folder, "sub/a.ipynb", "test.sanitize-with");

        Assert.Equal(new JsonString(folder.Combine("rules/a.cfg")), value);
    }

    [Theory]
    [InlineData("strip = {keep-count = true}")]
    [InlineData("[strip]\nkeep-count = true")]
    [InlineData("strip.keep-count = true")]
    [InlineData("[strip]\n\"keep-count\" = true")]
    [InlineData("strip.rule = [{paths = '*', keep-count = true}]")]
    [InlineData("[[strip.rule]]\npaths = 'b*'\n[[strip.rule]]\npaths = 'a*'\nkeep-count = true")]
    [InlineData("\uFEFF[strip]\r\nkeep-count = true\r\n")]
    public async Task A_setting_is_the_same_however_TOML_writes_it(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("deckle.toml", text);

        Assert.Equal(JsonBoolean.True, await ValueAsync(folder, "a.ipynb", "strip.keep-count"));
    }

    [Theory]
    [InlineData("strip = 1")]
    [InlineData("[strip.keep-count]")]
    [InlineData("[[strip]]")]
    [InlineData("[strip]\nkeep-count = 1")]
    [InlineData("[strip]\nmax-size = -1")]
    [InlineData("[strip]\nnoise = [1]")]
    [InlineData("[strip]\nrule = 1")]
    [InlineData("[strip.rule]\npaths = ['a']")]
    [InlineData("[[strip.rule]]\npaths = []")]
    [InlineData("[[strip.rule]]\npaths = [1]")]
    [InlineData("[test]\nrtol = 1979-05-27")]
    [InlineData("[test]\nrtol = nan")]
    public async Task A_value_of_the_wrong_kind_is_told_with_its_line(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("deckle.toml", text);

        ProcessOutcome outcome = await DeckleBinary.RunAsync(new ProcessOptions { Folder = folder.Path }, "settings");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Matches(@"^error\[settings-value\]: deckle\.toml:\d+:\d+: ", outcome.Stderr);
    }

    [Fact]
    public async Task A_broken_pyproject_of_somebody_else_is_passed_over()
    {
        using var folder = new TemporaryFolder();
        folder.Write("pyproject.toml", "[project\n");

        ProcessOutcome outcome = await DeckleBinary.RunAsync(new ProcessOptions { Folder = folder.Path }, "settings");

        Assert.StartsWith("settings file: none\n", outcome.Stdout, StringComparison.Ordinal);
    }

    // The table in the documentation is made of what the program knows.
    [Fact]
    public async Task The_documentation_lists_every_setting()
    {
        string path = Repository.Path("docs", "settings.md");
        string page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        JsonObject answer = await SettingsAsync(Path.GetTempPath(), ".");

        string table = string.Concat(answer.Get<JsonArray>("settings")!.Cast<JsonObject>().Select(Row).Prepend("| key | default | meaning |\n|---|---|---|\n"));

        if (Snapshot.IsAccepting)
        {
            int start = page.IndexOf("| key |", StringComparison.Ordinal);
            int end = page.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
            await File.WriteAllTextAsync(path, page[..start] + table + page[end..], TestContext.Current.CancellationToken);
        }
        else
        {
            Assert.Contains(table, page, StringComparison.Ordinal);
        }
    }

    private static string Row(JsonObject setting)
    {
        string standard = setting["default"] is JsonNull ? "" : $"`{setting["default"]}`";
        return $"| `{setting.GetText("name")}` | {standard} | {setting.GetText("description")} |\n";
    }

    private static async Task<JsonValue> ValueAsync(TemporaryFolder folder, string path, string name)
    {
        JsonObject answer = await SettingsAsync(folder.Path, path);
        return answer.Get<JsonArray>("settings")!.Cast<JsonObject>().Single(setting => setting.GetText("name") == name)["value"]!;
    }

    private static async Task<JsonObject> SettingsAsync(string folder, string path)
    {
        ProcessOutcome outcome = await DeckleBinary.RunAsync(new ProcessOptions { Folder = folder }, "settings", "--json", path);
        Assert.Equal("", outcome.Stderr);
        return (JsonObject)JsonReader.Read(outcome.Stdout);
    }
}
