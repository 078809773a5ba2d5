using System.Text;

namespace Deckle.Tool.Tests.Git;

public class FilterProcessTests
{
    private static readonly byte[] Dirty = Encoding.UTF8.GetBytes(GitFolder.Notebook("printed\n", "print(1)"));
    private static readonly byte[] Clean = Encoding.UTF8.GetBytes(GitFolder.Notebook(null, "print(1)"));

    [Fact]
    public async Task Version_2_is_spoken_and_nothing_is_delayed()
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());

        IReadOnlyList<string> answers = git.Greet();
        ProcessOutcome end = await git.EndAsync();

        Assert.Equal(["git-filter-server", "version=2", "capability=clean", "capability=smudge"], answers);
        Assert.Equal("", end.Transcript);
    }

    [Fact]
    public async Task Outputs_are_stripped_and_keys_of_later_versions_are_ignored()
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());
        git.Greet();

        (string status, byte[] content) = git.Ask("clean", "a b=ü.ipynb", Dirty, FilterClient.MaxPayload, "future=1", "novalue");
        (_, byte[] again) = git.Ask("clean", "a b=ü.ipynb", content);

        Assert.Equal("status=success", status);
        Assert.Equal(Clean, content);
        Assert.Equal(Clean, again);
        Assert.Equal("", (await git.EndAsync()).Transcript);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(FilterClient.MaxPayload)]
    public void A_file_may_come_in_packets_of_any_size(int packet)
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());
        git.Greet();

        (_, byte[] content) = git.Ask("clean", "a.ipynb", Dirty, packet);

        Assert.Equal(Clean, content);
    }

    [Fact]
    public void Large_notebooks_pass_in_many_packets()
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());
        git.Greet();
        string source = new('x', 300_000);
        byte[] large = Encoding.UTF8.GetBytes(GitFolder.Notebook(new string('y', 3_000_000), source));

        (_, byte[] first) = git.Ask("clean", "large.ipynb", large);
        (_, byte[] small) = git.Ask("clean", "small.ipynb", Dirty);
        (_, byte[] second) = git.Ask("clean", "large.ipynb", large);

        Assert.Equal(GitFolder.Notebook(null, source), Encoding.UTF8.GetString(first));
        Assert.Equal(Clean, small);
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(FilterClient.MaxPayload - 1)]
    [InlineData(FilterClient.MaxPayload)]
    [InlineData(FilterClient.MaxPayload + 1)]
    [InlineData(1_000_000)]
    public void Smudge_gives_back_any_bytes(int size)
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());
        git.Greet();
        byte[] bytes = [.. Enumerable.Range(0, size).Select(i => (byte)(i * 31))];

        (string status, byte[] content) = git.Ask("smudge", "a.ipynb", bytes, FilterClient.MaxPayload, "ref=refs/heads/main", "blob=0123456789012345678901234567890123456789", "can-delay=1");

        Assert.Equal("status=success", status);
        Assert.Equal(bytes, content);
    }

    [Theory]
    [InlineData("")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n")]
    public async Task Empty_files_and_pointers_of_lfs_pass_in_silence(string file)
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options(), "--strict-filter");
        git.Greet();

        (_, byte[] content) = git.Ask("clean", "a.ipynb", Encoding.UTF8.GetBytes(file));

        Assert.Equal(file, Encoding.UTF8.GetString(content));
        Assert.Equal("", (await git.EndAsync()).Transcript);
    }

    [Fact]
    public async Task What_is_no_notebook_passes_with_one_warning_for_each_file()
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());
        git.Greet();
        byte[] conflict = "{\n<<<<<<< ours\n"u8.ToArray();

        (_, byte[] first) = git.Ask("clean", "a=b c.ipynb", conflict);
        (_, byte[] second) = git.Ask("clean", "a=b c.ipynb", conflict);
        (_, byte[] third) = git.Ask("clean", "list.ipynb", "[]"u8.ToArray());
        (_, byte[] fourth) = git.Ask("clean", "note.zpln", "{}"u8.ToArray());
        ProcessOutcome end = await git.EndAsync();

        Assert.Equal([conflict, conflict, "[]"u8.ToArray(), "{}"u8.ToArray()], [first, second, third, fourth]);
        Assert.Equal(
            """
            deckle: a=b c.ipynb: not a notebook: line 2, column 1: expected a key in double quotes; passed through unchanged
            deckle: list.ipynb: JSON, but not a notebook: the outermost value is not an object; passed through unchanged
            deckle: note.zpln: JSON, but not a Zeppelin note: it has no list 'paragraphs'; passed through unchanged

            """,
            end.Stderr);
    }

    [Fact]
    public async Task A_strict_filter_refuses_what_is_no_notebook_and_goes_on()
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options(), "--strict-filter");
        git.Greet();

        (string refused, _) = git.Ask("clean", "broken.ipynb", "{"u8.ToArray());
        (_, byte[] content) = git.Ask("clean", "good.ipynb", Dirty);
        ProcessOutcome end = await git.EndAsync();

        Assert.Equal("status=error", refused);
        Assert.Equal(Clean, content);
        Assert.StartsWith("deckle: broken.ipynb: error[notebook-not-json]: not a notebook: line 1", end.Stderr, StringComparison.Ordinal);
        Assert.Equal(0, end.ExitCode);
    }

    [Fact]
    public void The_settings_of_a_folder_make_the_filter_strict_and_leave_notebooks_alone()
    {
        using var folder = new GitFolder();
        folder.Write("deckle.toml", "[git]\nstrict-filter = true\n\n[[strip.rule]]\npaths = [\"runs/*.ipynb\"]\nkeep-output = true\nkeep-count = true\n");
        using var git = new FilterClient(folder.Options());
        git.Greet();

        (string refused, _) = git.Ask("clean", "broken.ipynb", "{"u8.ToArray());
        (_, byte[] run) = git.Ask("clean", "runs/a.ipynb", Dirty);
        (_, byte[] other) = git.Ask("clean", "a.ipynb", Dirty);

        Assert.Equal("status=error", refused);
        Assert.Equal(Dirty, run);
        Assert.Equal(Clean, other);
    }

    [Fact]
    public async Task Wrong_settings_are_an_error_and_not_passed_over()
    {
        using var folder = new GitFolder();
        folder.Write("deckle.toml", "[strip]\nkeep-outputs = true\n");
        using var git = new FilterClient(folder.Options());
        git.Greet();

        (string refused, _) = git.Ask("clean", "a.ipynb", Dirty);
        (string checkout, _) = git.Ask("smudge", "a.ipynb", Clean);
        ProcessOutcome end = await git.EndAsync();

        Assert.Equal("status=error", refused);
        Assert.Equal("status=success", checkout);
        Assert.Contains("keep-output", end.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_refused()
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());
        git.Greet();

        (string status, _) = git.Ask("tidy", "a.ipynb", Dirty);

        Assert.Equal("status=error", status);
        Assert.Equal(0, (await git.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0016git-filter-client\n000eversion=2\n")]
    [InlineData("00")]
    public async Task The_end_of_git_is_the_end(string sent)
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());
        git.SendRaw(sent);

        ProcessOutcome end = await git.EndAsync();

        Assert.Equal("", end.Transcript);
    }

    [Fact]
    public async Task Nothing_is_answered_before_the_whole_file_is_there()
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());
        git.Greet();
        git.SendList("command=clean", "pathname=a.ipynb");
        git.SendContent(Dirty, FilterClient.MaxPayload);

        ProcessOutcome end = await git.EndAsync();

        Assert.Equal("", end.Transcript);
    }

    [Fact]
    public async Task A_git_that_stops_listening_is_no_error()
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());
        git.Greet();
        git.StopListening();
        git.SendList("command=smudge", "pathname=a.ipynb");
        git.SendContent(new byte[500_000], FilterClient.MaxPayload);
        git.Flush();

        ProcessOutcome end = await git.EndAsync();

        Assert.Equal("", end.Transcript);
    }

    [Theory]
    [InlineData("hello", "'hell' is no length of a packet")]
    [InlineData("0003", "'0003' is no length of a packet")]
    [InlineData("fff1", "'fff1' is no length of a packet")]
    [InlineData("0016git-filter-client\n000eversion=3\n0000", "expected 'git-filter-client' and 'version=2', not 'git-filter-client', 'version=3'")]
    public async Task Anybody_but_git_is_told_so(string sent, string why)
    {
        using var folder = new GitFolder();
        using var git = new FilterClient(folder.Options());
        git.SendRaw(sent);

        ProcessOutcome end = await git.EndAsync();

        Assert.Equal($"error[git-protocol]: this is not git's filter protocol: {why}\nhelp: git calls this by itself; to strip a file use: deckle strip FILE\n", end.Stderr);
        Assert.Equal(3, end.ExitCode);
    }

    [Fact]
    public void Keys_from_gits_configuration_are_heeded_those_of_nbstripout_too()
    {
        using var folder = new GitFolder();
        File.AppendAllText(folder.Combine("home/.gitconfig"), "[filter \"deckle\"]\n\textrakeys = metadata.kernelspec cell.metadata.mine\n[filter \"nbstripout\"]\n\textrakeys = metadata.other\n\tkeepmetadatakeys = cell.metadata.collapsed\n");
        using var git = new FilterClient(folder.Options());
        git.Greet();
        const string Notebook = """{"cells": [{"cell_type": "raw", "id": "a", "metadata": {"collapsed": true, "mine": 1, "scrolled": true}, "source": ""}], "metadata": {"kernelspec": {}, "kept": 1, "other": 2}, "nbformat": 4, "nbformat_minor": 5}""";

        (_, byte[] content) = git.Ask("clean", "a.ipynb", Encoding.UTF8.GetBytes(Notebook));

        Assert.Equal(
            """{"cells": [{"cell_type": "raw", "id": "a", "metadata": {"collapsed": true}, "source": ""}], "metadata": {"kept": 1}, "nbformat": 4, "nbformat_minor": 5}""",
            Encoding.UTF8.GetString(content));
    }
}
