using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Deckle.Json;

namespace Deckle.Tool.Tests.Sandboxing;

/// <summary>What a hostile notebook in a sandbox asks this program to do for it, where no policy allows more than reading in the working folder.</summary>
public class SandboxHostToolTests(ITestOutputHelper output)
{
    private const string Script = """
        import hermes_runtime as hermes, json, os
        os.symlink(OUTSIDE + "/secret", os.path.expanduser("~/mine"))
        calls = {
            "own": lambda: hermes.read_file("own.txt"),
            "up": lambda: hermes.read_file("../outside/secret"),
            "up from below": lambda: hermes.read_file("below/../../outside/secret"),
            "absolute": lambda: hermes.read_file(OUTSIDE + "/secret"),
            "bytes": lambda: hermes.call("read_file", path="../outside/secret", binary=True),
            "link": lambda: hermes.read_file("link"),
            "link to a folder": lambda: hermes.read_file("folder/secret"),
            "link of its own": lambda: hermes.read_file(os.path.expanduser("~/mine")),
            "list up": lambda: hermes.list_files(".."),
            "list root": lambda: hermes.list_files("/"),
            "list link": lambda: hermes.list_files("folder"),
            "environ": lambda: hermes.read_file("/proc/self/environ"),
            "environ of a process": lambda: hermes.read_file(f"/proc/{HOST}/environ"),
            "root": lambda: hermes.read_file("/proc/self/root" + OUTSIDE + "/secret"),
            "root of a process": lambda: hermes.read_file(f"/proc/{HOST}/root" + OUTSIDE + "/secret"),
            "folder of a process": lambda: hermes.read_file(f"/proc/{HOST}/cwd/../outside/secret"),
            "descriptor": lambda: hermes.read_file("/proc/self/fd/0"),
            "device": lambda: hermes.read_file("/dev/stdin"),
            "socket": lambda: hermes.read_file(OUTSIDE + "/socket"),
            "write": lambda: hermes.write_file("made", "x"),
            "write up": lambda: hermes.write_file("../outside/made", "x"),
            "write link": lambda: hermes.write_file("link", "x"),
            "terminal": lambda: hermes.terminal("printenv HOST_SECRET"),
            "web": lambda: hermes.web_fetch(f"http://127.0.0.1:{PORT}/"),
            "search": lambda: hermes.web_search("x"),
            "no tool": lambda: hermes.call("exec", code="1"),
        }
        told = {}
        for name, call in calls.items():
            try: told[name] = "open " + repr(call())
            except hermes.ToolError as error: told[name] = f"{type(error).__name__} {error}"
        print(json.dumps(told))
        """;

    [Theory]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task Tools_are_no_way_out(string mode)
    {
        await SandboxDoctorReport.ClaimsAsync(mode);
        using var folder = new SandboxFolder();
        folder.Write("work/own.txt", "own");
        Directory.CreateDirectory(folder.Combine("work/below"));
        File.CreateSymbolicLink(Path.Combine(folder.Work, "link"), Path.Combine(folder.Outside, "secret"));
        File.CreateSymbolicLink(Path.Combine(folder.Work, "folder"), folder.Outside);
        using var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        unix.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder.Outside, "socket")));
        unix.Listen();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var host = System.Diagnostics.Process.Start("sleep", "60");
        string facts = string.Create(CultureInfo.InvariantCulture, $"OUTSIDE, HOST, PORT = '{folder.Outside}', {host.Id}, {((IPEndPoint)listener.LocalEndpoint).Port}\n");

        ProcessOutcome outcome = await folder.RunAsync([facts + Script], "--sandbox", mode, "--no-network");
        host.Kill();

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        string printed = string.Concat(folder.Result.Cells[0].Outputs.Select(each => each.Text));
        var told = ((JsonObject)JsonReader.Read(printed)).ToDictionary(member => member.Key, member => ((JsonString)member.Value).Text);
        output.WriteLine(string.Join('\n', told.Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.Equal("open 'own'", told["own"]);
        Assert.Equal(["own"], told.Where(pair => pair.Value.StartsWith("open", StringComparison.Ordinal)).Select(pair => pair.Key));
        Assert.DoesNotContain("not for notebooks", printed, StringComparison.Ordinal);
        Assert.False(listener.Pending());
        Assert.Equal("not for notebooks", folder.Read("outside/secret"));
        Assert.False(File.Exists(folder.Combine("outside/made")) || File.Exists(folder.Combine("work/made")));
    }
}
