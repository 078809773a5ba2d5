using Deckle.Kernels.Remote;
using Deckle.Testing.Servers;

namespace Deckle.Kernels.Tests.Remote;

/// <summary>Kernels on a real Jupyter Server.</summary>
public class ServerHostTests(SharedServer shared)
{
    private const string Widget =
        """
        from ipykernel.comm import Comm
        state = {'_model_module': 'm', '_model_name': 'n', '_model_module_version': '1'}
        Comm(target_name='jupyter.widget', data={'state': state, 'buffer_paths': [['value']]}, buffers=[b'\x00\xff'], metadata={'version': '2.0.0'})
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cells_run_by_both_protocols(bool isLegacy)
    {
        await using var proxy = new CuttingProxy((await shared.Process).Port, hidesSubprotocol: isLegacy);
        using JupyterServer server = SharedServer.At(proxy.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await RemoteRun.RunAsync(kernel, null, "print('one')", Widget, "'zwölf 😀'", "1/0");

        Assert.Equal(ExecutionStatus.Failed, result.Status);
        Assert.Equal("one\n", result.Text());
        Assert.Equal("'zwölf 😀'", result.Notebook.Cells.Single(cell => cell.Id == "c2").Outputs[^1].Data.Text("text/plain"));
        Assert.Equal("ZeroDivisionError", result.Failure!.ErrorName);
        Assert.Contains("AP8=", result.Notebook.Json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kernel_is_gone_when_its_run_is_over()
    {
        using JupyterServer server = await shared.ConnectAsync();
        KernelClient kernel = await RemoteRun.StartAsync(server);
        string id = RemoteRun.IdOf(kernel);

        ExecutionResult result = await RemoteRun.RunAsync(kernel, null, "import atexit\natexit.register(lambda: print('bye', flush=True))\n1");

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Null(await server.FindKernelAsync(id));
        await kernel.DisposeAsync();
    }

    [Fact]
    public async Task A_disposed_kernel_is_gone()
    {
        using JupyterServer server = await shared.ConnectAsync();
        KernelClient kernel = await RemoteRun.StartAsync(server);
        string id = RemoteRun.IdOf(kernel);

        await kernel.DisposeAsync();

        Assert.Null(await server.FindKernelAsync(id));
    }

    [Fact]
    public async Task A_cell_is_interrupted_at_its_limit()
    {
        using JupyterServer server = await shared.ConnectAsync();
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await new Executor(kernel).RunAsync(
            Execution.MemoryKernel.NotebookOf("while True: pass"), new ExecutionOptions { CellTimeout = TimeSpan.FromSeconds(1), InterruptGrace = TimeSpan.FromSeconds(10) });

        Assert.Equal(ExecutionStatus.Timeout, result.Status);
        Assert.Contains(result.Failure!.Traceback, line => line.Contains("KeyboardInterrupt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Variables_and_folder_are_the_kernels()
    {
        using JupyterServer server = await shared.ConnectAsync();
        Directory.CreateDirectory(Path.Combine((await shared.Process).Folder, "sub"));
        var host = new ServerHost(server, new ServerHostOptions { Folder = "sub", Environment = new Dictionary<string, string> { ["WHO"] = "it's \"me\" ü" } });
        await using KernelClient kernel = await RemoteRun.StartAsync(server, host);

        ExecutionResult result = await RemoteRun.RunAsync(kernel, null, "import os\nprint(os.path.basename(os.getcwd()), os.environ['WHO'])");

        Assert.Equal("sub it's \"me\" ü\n", result.Text());
    }

    [Fact]
    public async Task Who_attaches_sees_a_busy_kernel_and_leaves_it_running()
    {
        using JupyterServer server = await shared.ConnectAsync();
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        // The server may begin to listen to the kernel only after it began to work, and knows no more than that it starts until it says something.
        do
        {
            await kernel.EvaluateAsync(new Dictionary<string, string>());
        }
        while ((await server.FindKernelAsync(RemoteRun.IdOf(kernel)))!.State == "starting");

        await kernel.ExecuteAsync("print('now', flush=True)\nimport time\ntime.sleep(3)\nx = 42", stopOnError: true);
        await RemoteRun.NextAsync(kernel, message => message.Type == "stream");

        ServerKernel? busy = await server.FindKernelAsync(RemoteRun.IdOf(kernel));
        KernelClient second = await SharedServer.Host(server).AttachAsync(RemoteRun.IdOf(kernel));
        Json.JsonObject values = await second.EvaluateAsync(new Dictionary<string, string> { ["x"] = "x" });
        await second.DisposeAsync();

        Assert.Equal("busy", busy!.State);
        Assert.Equal("python", second.LanguageInfo.GetText("name"));
        Assert.Equal("42", values.Get<Json.JsonObject>("x")!.Get<Json.JsonObject>("data")!.GetText("text/plain"));
        Assert.NotNull(await server.FindKernelAsync(RemoteRun.IdOf(kernel)));
    }

    [Fact]
    public async Task Fifty_megabytes_come_whole()
    {
        using JupyterServer server = await shared.ConnectAsync();
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await RemoteRun.RunAsync(kernel, null, "from IPython.display import HTML\ndisplay(HTML('x' * 50_000_000))");

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Equal(50_000_000, result.Notebook.Cells[0].Outputs.Single().Data.Text("text/html")!.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kernel_that_exits_is_dead(bool isLegacy)
    {
        await using var proxy = new CuttingProxy((await shared.Process).Port, hidesSubprotocol: isLegacy);
        using JupyterServer server = SharedServer.At(proxy.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await RemoteRun.RunAsync(kernel, null, "print('before', flush=True)\nimport os, time\ntime.sleep(0.3)\nos._exit(3)", "1");

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Equal("before\n", result.Text());
        Assert.Equal("the kernel died, and the server started a new one that knows nothing of what ran before", result.Failure!.ErrorValue);
    }

    [Fact]
    public async Task A_kernel_deleted_under_its_cell_is_dead()
    {
        using JupyterServer server = await shared.ConnectAsync();
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel, () => server.DeleteKernelAsync(RemoteRun.IdOf(kernel)), "print('now', flush=True)\nimport time\ntime.sleep(60)");

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Equal("the kernel was shut down on the server", result.Failure!.ErrorValue);
    }

    [Fact]
    public async Task A_kernel_restarted_under_its_cell_is_dead_and_ends_with_the_run()
    {
        using JupyterServer server = await shared.ConnectAsync();
        KernelClient kernel = await RemoteRun.StartAsync(server);
        string id = RemoteRun.IdOf(kernel);

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel, () => server.RestartKernelAsync(RemoteRun.IdOf(kernel)), "print('now', flush=True)\nimport time\ntime.sleep(60)");
        await kernel.DisposeAsync();

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Equal("the kernel was restarted on the server, and knows nothing of what ran before", result.Failure!.ErrorValue);
        Assert.Null(await server.FindKernelAsync(id));
    }
}
