using Deckle.Json;
using Deckle.Testing.Servers;
using Deckle.Tool.Tests.HostTools;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Remote;

/// <summary><c>--server</c>, on a real Jupyter Server.</summary>
public sealed class ServerRunTests(ServerRunTests.Server server) : IClassFixture<ServerRunTests.Server>, IDisposable
{
    private readonly RunFolder folder = new();

    private JupyterServerProcess Jupyter => server.Process;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Cells_there_have_the_tools_of_here()
    {
        folder.Write("token", JupyterServerProcess.Token);

        await HostToolNotebook.PassesAsync(folder, "--server", Jupyter.Url.ToString(), "--token-file", "token");
    }

    [Fact]
    public async Task A_run_takes_files_there_and_brings_files_back()
    {
        Directory.CreateDirectory(folder.Combine("data"));
        folder.Write("data/in.txt", "forty-two");

        ProcessOutcome run = await RunAsync(
            ["import os\nos.makedirs('plots')\ntext = open('data/in.txt').read()\nopen('plots/out.txt', 'w').write(text.upper())\nprint(text, os.environ['WHO'])"],
            "--server-folder", "job 1", "--upload", "data", "--download", "plots/*.txt", "--env", "WHO=me", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Equal("forty-two me\n", folder.Notebook("out.ipynb").Cells[0].Outputs.Single().Text);
        Assert.Equal("FORTY-TWO", folder.Read("plots/out.txt"));
        Assert.DoesNotContain(JupyterServerProcess.Token, run.Stdout + folder.Read("out.ipynb"), StringComparison.Ordinal);
        Assert.Equal("[]", await KernelsAsync());
    }

    [Fact]
    public async Task What_comes_back_takes_no_notebook_of_the_run_away()
    {
        ProcessOutcome run = await RunAsync(
            ["for name in ('in.ipynb', 'out.ipynb', 'other.ipynb'): open(name, 'w').write('{}')"], "--server-folder", "job 2", "--upload", "in.ipynb", "--download", "*.ipynb");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("not fetched: the server's file would take the place of this run's own", run.Stderr, StringComparison.Ordinal);
        Assert.Contains("other.ipynb", folder.Read("in.ipynb"), StringComparison.Ordinal);
        Assert.Contains("other.ipynb", folder.Read("out.ipynb"), StringComparison.Ordinal);
        Assert.Equal("{}", folder.Read("other.ipynb"));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_before_any_cell_runs()
    {
        ProcessOutcome run = await RunAsync(["open('written', 'w')"], "--server-folder", "no/such");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error[server-folder-not-found]", run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_is_not_there_is_an_error_of_a_run_that_is_saved()
    {
        ProcessOutcome run = await RunAsync(["1 + 1"], "--download", "nowhere/*");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("error[download-not-found]", run.Stderr, StringComparison.Ordinal);
        Assert.Equal("2", folder.Notebook("out.ipynb").Cells[0].Outputs.Single().Data.Text("text/plain"));
    }

    [Fact]
    public async Task A_wrong_token_is_one_clear_line()
    {
        folder.Write("token", "wrong-but-secret\n");
        folder.Write("in.ipynb", TestNotebook.Of([TestNotebook.Code("1")]));

        ProcessOutcome run = await folder.RunAsync("in.ipynb", "out.ipynb", "--server", Jupyter.Url.ToString(), "--token-file", "token");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error[server-token-refused]", run.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-but-secret", run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_left_out_by_the_server_makes_the_run_incomplete()
    {
        ProcessOutcome run = await RunAsync(["for i in range(50): print('x' * 100_000, flush=True)", "1"], "--json");

        var report = (JsonObject)JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(run.Stdout));
        Assert.Equal(3, run.ExitCode);
        Assert.Equal("incomplete", report.GetText("status"));
        Assert.Equal("0", report.Get<JsonArray>("losses")!.OfType<JsonObject>().Single()["index"]!.ToString());
        Assert.Contains("warning: cell 0", run.Stderr, StringComparison.Ordinal);
        Assert.Contains("--ServerApp.iopub_data_rate_limit=0", run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_of_a_batch_have_kernels_of_their_own_and_leave_none()
    {
        folder.Write("in.ipynb", TestNotebook.Of([TestNotebook.Code("n = 0", "parameters"), TestNotebook.Code("import os\nprint(n, os.getpid())")]));

        ProcessOutcome run = await folder.DeckleAsync(
            "batch", "in.ipynb", "--grid", "n=1,2,3", "--output-dir", "out", "--jobs", "3", "--server", $"{Jupyter.Url}lab?token={JupyterServerProcess.Token}");

        Assert.True(run.ExitCode == 0, run.Stdout + run.Stderr);
        Assert.Equal("[]", await KernelsAsync());
        Assert.DoesNotContain(JupyterServerProcess.Token, run.Stdout + run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_several_notebooks_bring_back_do_not_meet()
    {
        foreach (string name in (string[])["a", "b"])
        {
            folder.Write($"{name}.ipynb", TestNotebook.Of([TestNotebook.Code($"open('batch-result.txt', 'w').write('{name}')")]));
        }

        ProcessOutcome run = await folder.DeckleAsync(
            "batch", "a.ipynb", "b.ipynb", "--output-dir", "out", "--jobs", "1", "--download", "batch-*.txt", "--server", Jupyter.Url.ToString(), "--token", JupyterServerProcess.Token);
        ProcessOutcome store = await folder.DeckleAsync(
            "batch", "a.ipynb", "--output-dir", "s3://bucket/out", "--download", "*.txt", "--server", Jupyter.Url.ToString(), "--token", JupyterServerProcess.Token);

        Assert.True(run.ExitCode == 0, run.Stdout + run.Stderr);
        Assert.Equal(("a", "b"), (folder.Read("out/a.files/batch-result.txt"), folder.Read("out/b.files/batch-result.txt")));
        Assert.Equal(2, store.ExitCode);
        Assert.StartsWith("error[usage]: --download writes files of this machine", store.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_runs_there_too()
    {
        await RunAsync(["import os\nprint(os.path.basename(os.getcwd()))"]);

        ProcessOutcome test = await folder.DeckleAsync("test", "out.ipynb", "--server", Jupyter.Url.ToString(), "--token", JupyterServerProcess.Token);

        Assert.True(test.ExitCode == 0, test.Stdout + test.Stderr);
        Assert.Equal("work\n", folder.Notebook("out.ipynb").Cells[0].Outputs.Single().Text);
    }

    [Theory]
    [InlineData("--token", "x")]
    [InlineData("--server", "http://127.0.0.1:1/", "--cwd", ".")]
    [InlineData("--server", "http://127.0.0.1:1/", "--keep-kernel-on-failure")]
    [InlineData("--server", "http://127.0.0.1:1/", "--server-folder", "../x")]
    public async Task What_does_not_fit_together_is_a_usage_error(params string[] options)
    {
        ProcessOutcome run = await folder.RunCellsAsync(["1"], options);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error[usage]", run.Stderr, StringComparison.Ordinal);
        Assert.False(folder.Has("out.ipynb"));
    }

    private Task<ProcessOutcome> RunAsync(string[] sources, params string[] options) =>
        folder.RunCellsAsync(sources, ["--server", Jupyter.Url.ToString(), "--token", JupyterServerProcess.Token, .. options]);

    private async Task<string> KernelsAsync()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Authorization", $"token {JupyterServerProcess.Token}");
        return await client.GetStringAsync(new Uri(Jupyter.Url, "api/kernels"));
    }

    public sealed class Server : IAsyncLifetime
    {
        internal JupyterServerProcess Process { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Process = await JupyterServerProcess.StartAsync();

        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
