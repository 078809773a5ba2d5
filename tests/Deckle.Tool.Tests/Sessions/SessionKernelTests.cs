using Deckle.Json;
using Deckle.Kernels.Tests.Waiting;
using Deckle.Testing.Servers;
using Deckle.Tool.Tests.Sandboxing;

namespace Deckle.Tool.Tests.Sessions;

/// <summary>Kernels of every kind in sessions: of this machine, somebody else's, in a sandbox, on a server; and the tools of this program in them.</summary>
public sealed class SessionKernelTests
{
    private const string Use = """
        import hermes_runtime as hermes
        print(hermes.read_file('a.txt'))
        try:
            hermes.write_file('b.txt', 'x')
        except hermes.Denied as error:
            print(str(error).splitlines()[0])
        """;

    private const string Used = "text\nthe policy does not allow write_file\n";

    [Fact]
    public async Task Tools_work_in_kernels_of_ours_and_of_somebody_else_and_calls_are_logged_by_job_and_cell()
    {
        await using var folder = new SessionFolder();
        folder.Write("a.txt", "text");
        folder.Write("n.ipynb", """{"cells": [{"cell_type": "code", "execution_count": null, "id": "c1", "metadata": {}, "outputs": [], "source": "hermes.list_files()"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        await folder.SessionAsync("start", "--name", "ours", "--tools-log", "calls.jsonl");
        string file = ((JsonObject)(await folder.JsonAsync("list")).Get<JsonArray>("sessions")![0]).GetText("connection_file")!;
        await folder.SessionAsync("start", "--name", "theirs", "--existing", file, "--tools-log", "calls.jsonl");

        ProcessOutcome ours = await folder.SessionAsync("exec", "-s", "ours", Use);
        ProcessOutcome cell = await folder.SessionAsync("run-cell", "n.ipynb", "c1", "-s", "ours");
        ProcessOutcome theirs = await folder.SessionAsync("exec", "-s", "theirs", Use);
        await folder.SessionAsync("restart", "-s", "ours");
        ProcessOutcome again = await folder.SessionAsync("exec", "-s", "ours", Use);

        Assert.Equal([Used, Used, Used], new[] { ours, theirs, again }.Select(outcome => outcome.Stdout));
        Assert.True(cell.ExitCode == 0, cell.Transcript);
        JsonObject[] calls = [.. folder.Read("calls.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonObject)JsonReader.Read(line))];
        Assert.Equal(["read_file", "write_file", "list_files"], calls.Take(3).Select(call => call.GetText("tool")));
        Assert.Equal(["allow", "deny", "allow"], calls.Take(3).Select(call => call.GetText("verdict")));
        Assert.Equal([null, null, "c1"], calls.Take(3).Select(call => call.GetText("cell_id")));
        Assert.EndsWith("-1", calls[0].GetText("job_id"), StringComparison.Ordinal);
        Assert.EndsWith("-2", calls[2].GetText("job_id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_policy_says_to_ask_nobody_is_asked_and_the_error_says_how_to_allow()
    {
        await using var folder = new SessionFolder();
        folder.Write("tools.toml", "[tools]\nterminal = \"ask\"\n[terminal]\ncommands = [\"printf **\"]\n");
        await folder.SessionAsync("start");

        ProcessOutcome asked = await folder.SessionAsync("exec", "import hermes_runtime as hermes; hermes.terminal('printf x')");
        ProcessOutcome off = await folder.SessionAsync("start", "--name", "off", "--no-tools");
        ProcessOutcome refused = await folder.SessionAsync("exec", "-s", "off", "import hermes_runtime as hermes; hermes.list_files()");

        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("nobody can be asked here: allow it in ", asked.Stderr, StringComparison.Ordinal);
        Assert.Contains("[tools] terminal = \"allow\"", asked.Stderr, StringComparison.Ordinal);
        Assert.Equal(0, off.ExitCode);
        Assert.Contains("Unavailable: host tools are switched off", refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_stops_the_tool_too_and_the_next_call_works()
    {
        await using var folder = new SessionFolder();
        folder.Write("tools.toml", "[tools]\nterminal = \"allow\"\n[terminal]\ncommands = [\"sleep **\", \"printf **\"]\n");
        string begun = Path.Combine(folder.Path, "begun");
        await folder.SessionAsync("start", "--tools-log", "calls.jsonl");
        Task<ProcessOutcome> running = folder.SessionAsync("exec", $"import hermes_runtime as hermes\nopen('{begun}', 'w').close()\nhermes.terminal('sleep 100', timeout=100)");
        await Eventually.IsAsync(() => File.Exists(begun), folder.Path, () => [running], TimeSpan.FromSeconds(20));

        await folder.SessionAsync("interrupt");
        ProcessOutcome interrupted = await running;
        ProcessOutcome next = await folder.SessionAsync("exec", "print(hermes.terminal('printf x')['stdout'])");

        Assert.Equal(130, interrupted.ExitCode);
        Assert.Equal("x\n", next.Stdout);
    }

    [Fact]
    public async Task A_policy_takes_variables_of_whoever_starts_the_session()
    {
        await using var folder = new SessionFolder();
        folder.Write("tools.toml", "[tools]\nterminal = \"allow\"\n[terminal]\ncommands = [\"printenv **\"]\nenvironment = [\"OF_CALLER\"]\n");
        await folder.ShellAsync("OF_CALLER=yes deckle session start");

        ProcessOutcome told = await folder.SessionAsync("exec", "import hermes_runtime as hermes; print(hermes.terminal('printenv OF_CALLER')['stdout'])");

        Assert.Equal("yes\n\n", told.Stdout);
    }

    [Fact]
    public async Task A_sandbox_holds_and_a_limit_that_ends_the_kernel_is_named()
    {
        await SandboxDoctorReport.NeedsGroupsAsync("memory");
        await using var folder = new SessionFolder();
        ProcessOutcome started = await folder.SessionAsync("start", "--sandbox", "auto", "--no-network", "--memory", "200M", "--json");

        ProcessOutcome kept = await folder.SessionAsync("exec", "open('a.txt', 'w')");
        ProcessOutcome child = await folder.SessionAsync("exec", "import subprocess\nsubprocess.run(['tail', '/dev/zero']).returncode");
        ProcessOutcome killed = await folder.SessionAsync("exec", "hog = []\nwhile True: hog.append(bytearray(10_000_000))");
        await folder.SessionAsync("restart");
        ProcessOutcome alive = await folder.SessionAsync("exec", "1 + 1");

        Assert.True(started.ExitCode == 0, started.Transcript);
        Assert.IsType<JsonObject>(((JsonObject)JsonReader.Read(started.Stdout))["sandbox"]);
        Assert.Equal(1, kept.ExitCode);
        Assert.False(File.Exists(Path.Combine(folder.Path, "a.txt")));
        Assert.Equal((0, "-9\n"), (child.ExitCode, child.Stdout));
        Assert.Contains("a process that the kernel started was killed: memory limit 200 MB reached", child.Stderr, StringComparison.Ordinal);
        Assert.Equal(138, killed.ExitCode);
        Assert.Contains("the kernel was killed: memory limit 200 MB reached", killed.Stderr, StringComparison.Ordinal);
        Assert.Equal("2\n", alive.Stdout);
    }

    [Fact]
    public async Task A_server_is_used_with_its_files_its_tools_and_its_token_and_left_as_it_was()
    {
        await using JupyterServerProcess jupyter = await JupyterServerProcess.StartAsync();
        await using var folder = new SessionFolder();
        folder.Write("a.txt", "text");
        folder.Write("token", JupyterServerProcess.Token);
        folder.Write("up/in.txt", "there");
        string[] server = ["--server", jupyter.Url.ToString(), "--token-file", "token"];

        ProcessOutcome started = await folder.SessionAsync(["start", "--name", "far", .. server, "--server-folder", "job", "--upload", "up", "--env", "WHO=me", "--json"]);
        ProcessOutcome ran = await folder.SessionAsync("exec", "-s", "far", $"import os\nprint(open('up/in.txt').read(), os.environ['WHO'])\n{Use}");
        string kernel = ((JsonObject)((JsonArray)JsonReader.Read(await AskAsync(jupyter, "api/kernels")))[0]).GetText("id")!;
        ProcessOutcome attached = await folder.SessionAsync(["start", "--name", "near", .. server, "--kernel-id", kernel]);
        ProcessOutcome shared = await folder.SessionAsync("exec", "-s", "near", "print(os.environ['WHO'], hermes.read_file('a.txt'))");
        await folder.SessionAsync("stop", "-s", "near");
        ProcessOutcome on = await folder.SessionAsync("exec", "-s", "far", "1");
        ProcessOutcome lost = await folder.SessionAsync("exec", "-s", "far", "for i in range(50): print('x' * 100_000, flush=True)", "--max-output", "1000");
        await folder.SessionAsync("restart", "-s", "far");
        ProcessOutcome anew = await folder.SessionAsync("exec", "-s", "far", "import os\nprint(os.environ['WHO'], os.path.basename(os.getcwd()))");
        ProcessOutcome listed = await folder.SessionAsync("list", "--json");
        var begun = (JsonObject)JsonReader.Read((await folder.SessionAsync("exec", "-s", "far", "import time; time.sleep(60)", "--wait", "1", "--json")).Stdout);
        await DeleteKernelsAsync(jupyter);
        ProcessOutcome gone = await folder.SessionAsync("results", begun.GetText("job")!, "--follow");
        ProcessOutcome nowhere = await folder.SessionAsync(["start", .. server, "--kernel-id", "../../api"]);
        await folder.SessionAsync("stop", "-s", "far");

        Assert.True(started.ExitCode == 0, started.Transcript);
        Assert.Equal($"there me\n{Used}", ran.Stdout);
        Assert.Equal((0, "me text\n"), (attached.ExitCode, shared.Stdout));
        Assert.Equal("1\n", on.Stdout);
        Assert.Equal(3, lost.ExitCode);
        Assert.Contains("incomplete: ", lost.Stderr, StringComparison.Ordinal);
        Assert.Equal("me job\n", anew.Stdout);
        Assert.Equal(138, gone.ExitCode);
        Assert.StartsWith("error[server-kernel-not-found]", nowhere.Stderr, StringComparison.Ordinal);
        Assert.Equal("[]", await AskAsync(jupyter, "api/kernels"));
        Assert.DoesNotContain(JupyterServerProcess.Token, started.Transcript + listed.Transcript, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--token", "x")]
    [InlineData("--kernel-id", "x")]
    [InlineData("--server", "http://127.0.0.1:1/", "--sandbox", "auto")]
    [InlineData("--server", "http://127.0.0.1:1/", "--cwd", ".")]
    [InlineData("--server", "http://127.0.0.1:1/", "--download", "x")]
    [InlineData("--server", "http://127.0.0.1:1/", "--existing", "x")]
    [InlineData("--existing", "x", "--memory", "200M")]
    [InlineData("--tools", "x", "--no-tools")]
    public async Task What_does_not_fit_together_is_a_usage_error_and_starts_nothing(params string[] options)
    {
        await using var folder = new SessionFolder();

        ProcessOutcome started = await folder.SessionAsync(["start", .. options]);

        Assert.Equal(2, started.ExitCode);
        Assert.StartsWith("error[usage]", started.Stderr, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.HostFolder));
    }

    private static async Task DeleteKernelsAsync(JupyterServerProcess jupyter)
    {
        using var http = new HttpClient();
        foreach (JsonObject kernel in ((JsonArray)JsonReader.Read(await AskAsync(jupyter, "api/kernels"))).Cast<JsonObject>())
        {
            using HttpResponseMessage deleted = await http.DeleteAsync(new Uri(jupyter.Url, $"api/kernels/{kernel.GetText("id")}?token={JupyterServerProcess.Token}"));
        }
    }

    private static async Task<string> AskAsync(JupyterServerProcess jupyter, string path)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Authorization", $"token {JupyterServerProcess.Token}");
        return await client.GetStringAsync(new Uri(jupyter.Url, path));
    }
}
