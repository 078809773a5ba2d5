using Deckle.Json;

namespace Deckle.Tool.Tests.Git;

public class TextconvTests
{
    [Fact]
    public async Task Cells_become_headings_with_their_source_and_their_outputs_in_short()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", Everything());

        Snapshot.Match(await folder.GoodAsync("deckle git textconv a.ipynb"), "textconv");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"cells\": [\n<<<<<<< ours")]
    [InlineData("{\"nbformat\": 4, \"cells\": 7}")]
    [InlineData("{\"nbformat\": 3}")]
    [InlineData("[1, 2]")]
    [InlineData("plain text\r\nwithout an end")]
    public async Task What_is_no_notebook_is_shown_as_it_is(string content)
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", content);

        Assert.Equal(content, await folder.GoodAsync("deckle git textconv a.ipynb"));
    }

    [Fact]
    public async Task Old_notebooks_are_shown_as_new_ones()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", """
            {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": "old"}, "worksheets": [{"metadata": {}, "cells": [
             {"cell_type": "heading", "level": 2, "metadata": {}, "source": "Title"},
             {"cell_type": "code", "collapsed": false, "language": "python", "metadata": {}, "input": "print(1)", "prompt_number": 3,
              "outputs": [{"output_type": "stream", "stream": "stdout", "text": "1\n"}]}]}]}
            """);

        string text = await folder.GoodAsync("deckle git textconv a.ipynb");

        Assert.Equal(
            """
            # nbformat: 3.0
            # name: "old"

            # %% [markdown] ## Title
            ## Title

            # %% [code] print(1)
            # collapsed: false
            print(1)
            # execution_count: 3
            # stdout: 1

            """,
            text);
    }

    [Fact]
    public async Task Diff_log_blame_and_grep_speak_of_cells()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.ipynb", GitFolder.Notebook("1\n", "a = 1\nb = 2\nc = 3\nd = 4\ne = 5", "print(1)"));
        await folder.GoodAsync("git add . && git commit -qm one");
        folder.Write("a.ipynb", GitFolder.Notebook("2\n", "a = 1\nb = 2\nc = 3\nd = 4\ne = 6", "print(1)"));

        string diff = await folder.GoodAsync("git diff");
        await folder.GoodAsync("git commit -qam two");

        Assert.EndsWith(
            """
            @@ -5,7 +5,7 @@ # %% [code] cell-0
             b = 2
             c = 3
             d = 4
            -e = 5
            +e = 6
             
             # %% [code] cell-1
             print(1)

            """,
            diff,
            StringComparison.Ordinal);
        Assert.EndsWith(diff[diff.IndexOf("@@", StringComparison.Ordinal)..], await folder.GoodAsync("git log -1 -p"), StringComparison.Ordinal);
        Assert.Contains(" 8) e = 6\n", await folder.GoodAsync("git blame a.ipynb"), StringComparison.Ordinal);
        Assert.Equal("HEAD:a.ipynb:11:print(1)\n", await folder.GoodAsync("git grep -n --textconv '^print' HEAD"));
    }

    // git hands the file of the work tree to textconv unfiltered, and also in place of a blob that it knows to be the same.
    [Fact]
    public async Task The_work_tree_is_shown_as_it_would_be_stored_where_the_filter_is_active()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.ipynb", GitFolder.Notebook("printed\n", "print(1)"));
        await folder.GoodAsync("git add .");
        folder.Write("a.ipynb", GitFolder.Notebook("printed again\n", "print(2)"));

        string filtered = await folder.GoodAsync("git diff");
        string unfiltered = await folder.GoodAsync("echo '*.ipynb diff=deckle' > .git/info/attributes && git diff");

        Assert.DoesNotContain("printed", filtered, StringComparison.Ordinal);
        Assert.Contains("+# stdout: printed again\n", unfiltered, StringComparison.Ordinal);
    }

    private static string Everything()
    {
        static JsonObject Data(string type, params (string, JsonValue)[] data) =>
            JsonObject.Of(("output_type", type), ("data", JsonObject.Of(data)), ("metadata", JsonObject.Empty));

        JsonObject[] outputs =
        [
            JsonObject.Of(("output_type", "stream"), ("name", "stderr"), ("text", JsonArray.From(["first\n", "second\n"]))),
            JsonObject.Of(("output_type", "stream"), ("name", "stdout"), ("text", string.Concat(Enumerable.Range(1, 45).Select(i => $"line {i}\n")))),
            JsonObject.Of(("output_type", "stream"), ("name", "stdout"), ("text", new string('w', 600))),
            Data("execute_result", ("text/plain", "42"), ("text/html", "<b>42</b>")).With("execution_count", 7),
            Data("display_data", ("image/png", "aGVsbG8="), ("application/json", JsonObject.Of(("a", 1)))).With("metadata", JsonObject.Of(("width", 3))),
            JsonObject.Of(("output_type", "error"), ("ename", "ValueError"), ("evalue", "no\nway"), ("traceback", JsonArray.From(["1", "2"]))),
        ];
        Cell[] cells =
        [
            Cell.Markdown("intro", "# Title\n\nText – ünïcode\n"),
            Cell.Code("tagged", "x = 1").WithMetadata(JsonObject.Of(("tags", JsonArray.From(["parameters"])))),
            Cell.Code("run", "print(x)\n\nx").With("execution_count", 7).With("outputs", JsonArray.From(outputs.Select(JsonValue (output) => output))),
            new(JsonObject.Of(("cell_type", "raw"), ("metadata", JsonObject.Empty), ("source", "\n  raw text without an id, which is long enough to be cut somewhere\n"), ("attachments", JsonObject.Empty))),
            new(JsonObject.Of(("cell_type", "code"), ("metadata", JsonObject.Empty), ("source", ""))),
        ];
        JsonObject metadata = JsonObject.Of(("language_info", JsonObject.Of(("name", "python"))), ("kernelspec", JsonObject.Of(("name", "python3"))));
        return JsonObject.Of(("cells", JsonArray.From(cells.Select(cell => cell.Json))), ("metadata", metadata), ("nbformat", 4), ("nbformat_minor", 5), ("extra", 1)).ToString();
    }
}
