using Deckle.Json;
using Deckle.Testing.Servers;
using Deckle.Tool.Tests.HostTools;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Remote;

/// <summary><c>--hub</c>, on a real JupyterHub.</summary>
public sealed class HubRunTests(HubRunTests.Fixture shared) : IClassFixture<HubRunTests.Fixture>, IDisposable
{
    // A server starts in a second or two, and on a busy machine in many.
    private readonly RunFolder folder = new() { Timeout = TimeSpan.FromMinutes(3) };

    private JupyterHubProcess Hub => shared.Process;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Cells_there_have_the_tools_of_here()
    {
        (string user, _) = await SignInAsync();

        await HostToolNotebook.PassesAsync(folder, "--hub", Hub.Url.ToString(), "--token-file", "token");

        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_run_has_a_server_of_its_own_and_leaves_none()
    {
        (string user, string token) = await SignInAsync();
        folder.Write("data.txt", "forty-two");

        ProcessOutcome run = await RunAsync(["import os\nprint(open('data.txt').read(), os.environ['JUPYTERHUB_SERVER_NAME'][:7])"], "--upload", "data.txt", "--json");

        var report = (JsonObject)JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(run.Stdout));
        Assert.Equal((0, "", "completed"), (run.ExitCode, run.Stderr, report.GetText("status")));
        Assert.Equal("forty-two deckle-\n", folder.Notebook("out.ipynb").Cells[0].Outputs.Single().Text);
        Assert.DoesNotContain(token, run.Stdout + folder.Read("out.ipynb"), StringComparison.Ordinal);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task Two_runs_at_once_share_nothing()
    {
        (string user, _) = await SignInAsync();

        // Each waits until the other one is there, too.
        string meet = "import os, time\nopen({0}, 'w').close()\nwhile not (os.path.exists('1') and os.path.exists('2')): time.sleep(0.05)\nprint(os.environ['JUPYTERHUB_SERVER_NAME'], os.getppid())";
        folder.Write("1.ipynb", TestNotebook.Of([TestNotebook.Code(meet.Replace("{0}", "'1'", StringComparison.Ordinal))]));
        folder.Write("2.ipynb", TestNotebook.Of([TestNotebook.Code(meet.Replace("{0}", "'2'", StringComparison.Ordinal))]));

        ProcessOutcome[] runs = await Task.WhenAll(
            folder.RunAsync("1.ipynb", "1.out.ipynb", "--hub", Hub.Url.ToString(), "--token-file", "token"),
            folder.RunAsync("2.ipynb", "2.out.ipynb", "--hub", $"{Hub.Url}hub/home", "--token-file", "token"));

        string[] first = folder.Notebook("1.out.ipynb").Cells[0].Outputs.Single().Text!.Split(' ');
        string[] second = folder.Notebook("2.out.ipynb").Cells[0].Outputs.Single().Text!.Split(' ');
        Assert.Equal([0, 0], runs.Select(run => run.ExitCode));
        Assert.NotEqual(first[0], second[0]);
        Assert.NotEqual(first[1], second[1]);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task Twenty_jobs_of_a_batch_have_twenty_servers_four_at_a_time()
    {
        (string user, string token) = await SignInAsync();
        folder.Write("in.ipynb", TestNotebook.Of([TestNotebook.Code("n = 0", "parameters"), TestNotebook.Code("import os\nprint(n, os.environ['JUPYTERHUB_SERVER_NAME'])")]));

        ProcessOutcome batch = await folder.DeckleAsync(
            "batch", "in.ipynb", "--grid", $"n={string.Join(',', Enumerable.Range(1, 20))}", "--output-dir", "out", "--jobs", "4", "--hub", Hub.Url.ToString(), "--token-file", "token");

        string[] servers = [.. Directory.GetFiles(folder.Combine("out"), "*.ipynb", SearchOption.AllDirectories).Select(path => folder.Notebook(path).Cells[^1].Outputs.Single().Text!.Split(' ')[1])];
        Assert.True(batch.ExitCode == 0, batch.Stdout + batch.Stderr);
        Assert.Equal((20, 20), (servers.Length, servers.Distinct().Count()));
        Assert.DoesNotContain(token, batch.Stdout + batch.Stderr, StringComparison.Ordinal);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_test_runs_there_too()
    {
        (string user, _) = await SignInAsync();
        folder.Write("in.ipynb", TestNotebook.Of([TestNotebook.Code("import os\nassert os.environ['JUPYTERHUB_SERVER_NAME'].startswith('deckle-')")]));

        ProcessOutcome test = await folder.DeckleAsync("test", "in.ipynb", "--hub", Hub.Url.ToString(), "--token-file", "token");

        Assert.True(test.ExitCode == 0, test.Stdout + test.Stderr);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_terminal_shows_how_far_the_start_is()
    {
        (string user, _) = await SignInAsync();
        folder.Write("in.ipynb", TestNotebook.Of([TestNotebook.Code("1")]));
        folder.Write("options.json", """{"command": ["/bin/false"], "within": 1}""");

        ProcessOutcome run = await folder.ShellAsync($"script --quiet --return --command '{Command} --hub-options-file options.json' /dev/null </dev/null");

        Assert.Equal(3, run.ExitCode);
        Assert.Matches(@"\r\e\[2Kserver: 50 %  Spawning server\.\.\.\r\e\[2K", run.Stdout);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        (string user, _) = await SignInAsync();
        folder.Write("options.json", """{"command": ["/bin/false"], "within": 60}""");

        ProcessOutcome run = await RunAsync(["1"], "--hub-options-file", "options.json", "--hub-option", "within=1");

        Assert.Equal(3, run.ExitCode);
        Assert.Matches($@"^error\[hub-spawn-failed\]: the server {user}/deckle-[0-9a-f]+ did not start on .*: Server at .* didn't respond in 1 seconds\n", run.Stderr);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_run_stopped_while_its_server_starts_leaves_none()
    {
        (string user, _) = await SignInAsync();
        folder.Write("in.ipynb", TestNotebook.Of([TestNotebook.Code("1")]));

        // The note is there as soon as the hub is asked.
        ProcessOutcome run = await folder.ShellAsync($"{Command} & until ls .local/state/deckle/hub/*.json >&2; do sleep 0.02; done; sleep 0.3; kill -TERM $!; wait $!");

        Assert.Equal(143, run.ExitCode);
        Assert.False(folder.Has("out.ipynb"));
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_run_stopped_in_a_cell_is_saved_and_leaves_no_server()
    {
        (string user, _) = await SignInAsync();
        folder.Write("in.ipynb", TestNotebook.Of([TestNotebook.Code($"open({PythonText(folder.Combine("started"))}, 'w').close()\nprint('begun', flush=True)\nimport time\ntime.sleep(60)")]));

        ProcessOutcome run = await folder.ShellAsync($"{Command} & until [ -e started ]; do sleep 0.05; done; kill -TERM $!; wait $!");

        Assert.Equal(143, run.ExitCode);
        Assert.Contains(folder.Notebook("out.ipynb").Cells[^1].Outputs, output => output.Text == "begun\n");
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task What_a_killed_run_left_the_next_one_removes()
    {
        (string user, _) = await SignInAsync();
        folder.Write("in.ipynb", TestNotebook.Of([TestNotebook.Code($"open({PythonText(folder.Combine("started"))}, 'w').close()\nimport time\ntime.sleep(60)")]));
        await folder.ShellAsync($"{Command} & until [ -e started ]; do sleep 0.05; done; kill -KILL $!; wait $!");
        string[] left = await Hub.ServersAsync(user);

        ProcessOutcome next = await RunAsync(["1"]);

        Assert.Equal((0, ""), (next.ExitCode, next.Stderr));
        Assert.Single(left);
        await AssertNothingLeftAsync(user, wasKilled: true);
    }

    [Fact]
    public async Task A_server_with_a_name_is_started_and_stays()
    {
        (string user, _) = await SignInAsync();

        ProcessOutcome first = await RunAsync(["import os\nopen('kept', 'w').write('x')\nprint(os.getppid())"], "--hub-server", "mine");
        string server = folder.Notebook("out.ipynb").Cells[0].Outputs.Single().Text!;
        ProcessOutcome second = await RunAsync(["import os\nopen('kept').read()\nprint(os.getppid())"], "--hub-server", "mine");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(server, folder.Notebook("out.ipynb").Cells[0].Outputs.Single().Text);
        Assert.Equal(["mine"], await Hub.ServersAsync(user));
        Assert.Empty(await Hub.TokensAsync(user, "deckle"));
        await Hub.DeleteServerAsync(user, "mine");
    }

    [Fact]
    public async Task A_server_of_the_hub_that_does_not_run_is_told()
    {
        (string user, string token) = await SignInAsync();

        ProcessOutcome run = await folder.RunCellsAsync(["1"], "--server", $"{Hub.Url}user/{user}/", "--token-file", "token");

        // The proxy sends such a request on to the hub, and a token goes nowhere it was not meant to go.
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error[server-redirects]", run.Stderr, StringComparison.Ordinal);
        Assert.Contains("a server of a JupyterHub must run, which --hub URL sees to", run.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain(token, run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_no_hub_is_told_and_not_shown()
    {
        await using var contract = new ContractServer((_, _) => (200, "text/html", "<html>secret page</html>"));
        folder.Write("token", "a-token");

        ProcessOutcome run = await folder.RunCellsAsync(["1"], "--hub", contract.Url.ToString(), "--token-file", "token");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error[hub-not-jupyterhub]", run.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("secret page", run.Stdout + run.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--hub-user", "x")]
    [InlineData("--hub-timeout", "5")]
    [InlineData("--server", "http://127.0.0.1:1/", "--hub-option", "a=b")]
    [InlineData("--server", "http://127.0.0.1:1/", "--hub", "http://127.0.0.1:1/")]
    [InlineData("--hub", "http://127.0.0.1:1/", "--hub-option", "profile")]
    [InlineData("--hub", "http://127.0.0.1:1/", "--hub-timeout", "0")]
    [InlineData("--hub", "http://127.0.0.1:1/", "--cwd", ".")]
    public async Task What_does_not_fit_together_is_a_usage_error(params string[] options)
    {
        ProcessOutcome run = await folder.RunCellsAsync(["1"], options);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error[usage]", run.Stderr, StringComparison.Ordinal);
    }

    private string Command => $"deckle run in.ipynb out.ipynb --hub {Hub.Url} --token-file token";

    private async Task<(string User, string Token)> SignInAsync()
    {
        string user = await Hub.UserAsync();
        string token = await Hub.TokenAsync(user);
        folder.Write("token", $"{token}\n");
        return (user, token);
    }

    private Task<ProcessOutcome> RunAsync(string[] sources, params string[] options) =>
        folder.RunCellsAsync(sources, ["--hub", Hub.Url.ToString(), "--token-file", "token", .. options]);

    /// <param name="wasKilled">Then the runtime's own files may be there.</param>
    private async Task AssertNothingLeftAsync(string user, bool wasKilled = false)
    {
        Assert.Empty(await Hub.ServersAsync(user));
        Assert.Empty(await Hub.TokensAsync(user, "deckle"));
        Assert.Empty(Processes.Mentioning(Path.Combine(Hub.Home, "users", user)));
        Assert.Empty(wasKilled ? [] : folder.Leftovers());
        Assert.Empty(Directory.GetFiles(folder.Combine(".local/state/deckle/hub")));
    }

    private static string PythonText(string text) => new JsonString(text).ToString();

    public sealed class Fixture : IAsyncLifetime
    {
        internal JupyterHubProcess Process { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Process = await JupyterHubProcess.StartAsync();

        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
