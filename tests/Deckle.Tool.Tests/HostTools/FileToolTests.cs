using Deckle.Json;

namespace Deckle.Tool.Tests.HostTools;

/// <summary>Reading and writing through <c>hermes_runtime</c>, and the ways around the policy.</summary>
public class FileToolTests
{
    [Fact]
    public async Task Without_a_policy_the_working_folder_is_read_and_nothing_else()
    {
        using var folder = new ToolFolder();
        folder.Files.Write("data/a.txt", "é 1\n");
        Directory.CreateSymbolicLink(folder.Files.Combine("link"), "/etc");
        File.CreateSymbolicLink(folder.Files.Combine("file-link"), "/etc/passwd");

        string[] lines = await folder.TryAsync(
            null,
            [
                "hermes.read_file('data/a.txt')",
                "hermes.read_file('data/a.txt', encoding=None).hex()",
                "hermes.list_files('data')",
                "hermes.read_file('../../etc/passwd')",
                "hermes.read_file('/etc/passwd')",
                "hermes.read_file('link/passwd')",
                "hermes.read_file('file-link')",
                "hermes.list_files('link')",
                "hermes.read_file('/proc/self/environ')",
                "hermes.read_file('data/missing.txt')",
                "hermes.read_file('/etc/missing')",
                "hermes.read_file('data')",
                "hermes.write_file('data/b.txt', 'x')",
                "hermes.terminal('ls')",
                "hermes.web_fetch('http://127.0.0.1/')",
                "hermes.web_search('x')",
                "hermes.call('no_tool')",
                "hermes.call('read_file', pth='x')",
                "[(t['name'], t['verdict']) for t in hermes.tools()][:2]",
            ],
            "--json");

        Assert.Equal("ok \"\\u00e9 1\\n\"", lines[0]);
        Assert.Equal("ok \"c3a920310a\"", lines[1]);
        Assert.Equal("ok [\"a.txt\"]", lines[2]);
        Assert.All(lines[3..9], line => Assert.StartsWith("Denied host-tool-denied ", line, StringComparison.Ordinal));
        Assert.StartsWith("NotFound host-file-not-found there is no file or folder 'data/missing.txt'", lines[9], StringComparison.Ordinal);
        Assert.StartsWith("Denied", lines[10], StringComparison.Ordinal);
        Assert.StartsWith("ToolError host-tool-failed read_file: data: it is a folder", lines[11], StringComparison.Ordinal);
        Assert.All(lines[12..16], line => Assert.StartsWith("Denied host-tool-denied the policy does not allow ", line, StringComparison.Ordinal));
        Assert.StartsWith("NotFound host-tool-not-found there is no tool 'no_tool'", lines[16], StringComparison.Ordinal);
        Assert.StartsWith("ToolError host-tool-argument read_file: unknown argument 'pth'; did you mean path?", lines[17], StringComparison.Ordinal);
        Assert.Equal("ok [[\"terminal\", \"deny\"], [\"read_file\", \"allow\"]]", lines[18]);
        Assert.False(folder.Files.Has("data/b.txt"));

        JsonObject[] calls = folder.Calls();
        Assert.Equal(19, calls.Length);
        Assert.Equal(["cell-1", "allow", "ok"], new[] { "cell_id", "verdict", "status" }.Select(calls[0].GetText));
        Assert.Equal(["cell-13", "deny", "error", "host-tool-denied"], new[] { "cell_id", "verdict", "status", "code" }.Select(calls[12].GetText));
        Assert.Equal(["allow", "deny", "invalid", "allow"], new[] { 9, 10, 16, 17 }.Select(call => calls[call].GetText("verdict")));
        Assert.DoesNotContain("é 1", File.ReadAllText(folder.Files.Combine("calls.jsonl")), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Files.Combine("calls.jsonl")));
    }

    [Fact]
    public async Task Files_are_written_where_the_policy_says()
    {
        using var folder = new ToolFolder();
        Directory.CreateDirectory(folder.Files.Combine("out"));
        folder.Files.Write("kept.txt", "kept");
        File.CreateSymbolicLink(folder.Files.Combine("out/link"), folder.Files.Combine("kept.txt"));
        Directory.CreateSymbolicLink(folder.Files.Combine("out/up"), folder.Files.Path);
        Directory.CreateSymbolicLink(folder.Files.Combine("out/nowhere"), folder.Files.Combine("out/not/there"));
        folder.Files.Write("out/summary.md", "kept");

        string[] lines = await folder.TryAsync(
            """
            [tools]
            write_file = "allow"
            [files]
            write = ["out"]
            max_bytes = 1000
            """,
            [
                "hermes.write_file('out/deep/er/a.txt', 'one')",
                "hermes.write_file('out/deep/er/a.txt', b' two', append=True)",
                "hermes.read_file('out/deep/er/a.txt')",
                "hermes.write_file('b.txt', 'x')",
                "hermes.write_file('out/../b.txt', 'x')",
                "hermes.write_file('out/link', 'x')",
                "hermes.write_file('out/up/b.txt', 'x')",
                "hermes.write_file('tools.toml', 'x')",
                "hermes.write_file('out/tools.toml', 'x')",
                "hermes.write_file('out/nowhere/summary.md', 'x')",
                "hermes.write_file('out/nowhere', 'x')",
                "hermes.write_file('out/large', 'x' * 1001)",
                "hermes.write_file('out/deep', 'x')",
                "hermes.write_file('/tmp/deckle-no-such', 'x')",
                "hermes.list_files('out', recursive=True)",
            ]);

        Assert.Equal(["ok 3", "ok 4", "ok \"one two\""], lines[..3]);
        Assert.All(lines[3..11], line => Assert.StartsWith("Denied host-tool-denied ", line, StringComparison.Ordinal));
        Assert.StartsWith("TooLarge host-tool-too-large the content is larger than 1,000 bytes", lines[11], StringComparison.Ordinal);
        Assert.StartsWith("ToolError host-tool-failed write_file: out/deep: it is a folder", lines[12], StringComparison.Ordinal);
        Assert.StartsWith("Denied", lines[13], StringComparison.Ordinal);
        Assert.Equal("ok [\"deep/\", \"deep/er/\", \"deep/er/a.txt\", \"link\", \"nowhere\", \"summary.md\", \"up\"]", lines[14]);
        Assert.Equal(["kept", "kept"], [folder.Files.Read("kept.txt"), folder.Files.Read("out/summary.md")]);
        Assert.False(folder.Files.Has("b.txt"));
    }

    [Fact]
    public async Task Large_files_travel_in_parts_and_larger_ones_not_at_all()
    {
        using var folder = new ToolFolder();
        folder.Files.Write("large.txt", new string('y', 2_000_000));
        folder.Files.Write("larger.txt", new string('y', 2_000_001));

        string[] lines = await folder.TryAsync(
            "[files]\nmax_bytes = 2000000\n", ["len(hermes.read_file('large.txt')), set(hermes.read_file('large.txt')) == {'y'}", "hermes.read_file('larger.txt')"]);

        Assert.Equal("ok [2000000, true]", lines[0]);
        Assert.StartsWith("TooLarge host-tool-too-large larger.txt is larger than 2,000,000 bytes", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_or_a_device_holds_nobody_up()
    {
        using var folder = new ToolFolder();
        await folder.Files.ShellAsync("mkfifo pipe");

        string[] lines = await folder.TryAsync("[files]\nread = [\"/\"]\n", ["hermes.read_file('pipe')", "hermes.read_file('/dev/zero')", "hermes.read_file('/proc/self/environ')"]);

        Assert.StartsWith("ToolError host-tool-failed read_file: pipe: it is no regular file", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.StartsWith("Denied", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_may_be_as_long_as_the_file_system_takes_it()
    {
        using var folder = new ToolFolder();

        string[] lines = await folder.TryAsync(
            "[tools]\nwrite_file = \"allow\"\n[files]\nwrite = [\".\"]\n", ["hermes.write_file('a' * 255, 'x')", "hermes.write_file('a' * 256, 'x')"]);

        Assert.Equal("ok 1", lines[0]);
        Assert.Matches("^ToolError host-tool-failed write_file: a{256}: its name is too long$", lines[1]);
    }

    [Fact]
    public async Task A_secret_in_what_is_written_is_masked_and_the_rest_is_as_it_was()
    {
        using var folder = new ToolFolder();
        folder.Files.Write("key.txt", "hunter-2-é-\"quoted\"");

        string[] lines = await folder.TryAsync(
            "[tools]\nwrite_file = \"allow\"\n[files]\nwrite = [\"out\"]\n",
            ["hermes.write_file('out/c.txt', 'xé' + PW + 'y\\r\\n')", "hermes.write_file('out/d.bin', b'12345' + PW.encode())"],
            "--secret", "PW=file:key.txt");

        Assert.StartsWith("ok ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("ToolError host-tool-argument write_file: the bytes hold a value given by --secret", lines[1], StringComparison.Ordinal);
        Assert.Equal("xé***PW***y\r\n", folder.Files.Read("out/c.txt"));
        Assert.DoesNotContain("***PW***y", folder.Files.Read("calls.jsonl"), StringComparison.Ordinal);
    }
}
