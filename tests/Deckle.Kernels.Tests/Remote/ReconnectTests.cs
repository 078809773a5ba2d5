using System.Net.WebSockets;
using Deckle.Kernels.Remote;
using Deckle.Testing.Servers;

namespace Deckle.Kernels.Tests.Remote;

/// <summary>What a broken connection costs.</summary>
public class ReconnectTests(SharedServer shared)
{
    private const string Counting =
        """
        import time
        print('now', flush=True)
        for i in range(30):
            print(i, flush=True)
            time.sleep(0.05)
        """;

    private static readonly string Counted = $"now\n{string.Concat(Enumerable.Range(0, 30).Select(i => $"{i}\n"))}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cell_that_ends_while_the_connection_is_away_loses_nothing(bool isLegacy)
    {
        await using var proxy = new CuttingProxy((await shared.Process).Port, hidesSubprotocol: isLegacy);
        using JupyterServer server = SharedServer.At(proxy.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel,
            async () =>
            {
                // Between two prints, so that nothing is under way.
                await Task.Delay(300);
                proxy.Cut(refuse: true);
                await Task.Delay(1500);
                proxy.Mend();
            },
            "print('now', flush=True)\nimport time\ntime.sleep(1)\nfor i in range(10): print(i, flush=True)\n'done'",
            "'next'");

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Equal("now\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", result.Text());
        Assert.Equal("'done'", result.Notebook.Cells[0].Outputs[^1].Data.Text("text/plain"));
        Assert.Empty(result.Losses);
    }

    [Fact]
    public async Task Cuts_in_the_middle_of_output_repeat_nothing_and_what_is_lost_is_told()
    {
        await using var proxy = new CuttingProxy((await shared.Process).Port);
        using JupyterServer server = SharedServer.At(proxy.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel,
            async () =>
            {
                for (int cut = 0; cut < 3; cut++)
                {
                    await Task.Delay(250);
                    proxy.Cut();
                }
            },
            Counting);

        string text = result.Text();
        Assert.True(proxy.Connections > 3);
        Assert.Equal(text.Split('\n').Distinct(), text.Split('\n'));
        Assert.Equal(text == Counted, result.Losses.Count == 0);
        Assert.Equal(text == Counted ? ExecutionStatus.Completed : ExecutionStatus.Incomplete, result.Status);
    }

    [Fact]
    public async Task A_second_socket_of_the_same_session_takes_over_and_is_taken_back()
    {
        JupyterServerProcess process = await shared.Process;
        await using var proxy = new CuttingProxy(process.Port);
        using JupyterServer server = SharedServer.At(proxy.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        // The cell says nothing while the other socket has the session, since what comes then goes there.
        ExecutionResult result = await RemoteRun.RunAsync(
            kernel,
            async () =>
            {
                using ClientWebSocket other = await TakeOverAsync(process, proxy);
                await proxy.OpenedAsync(2);
                await File.WriteAllTextAsync(Path.Combine(process.Folder, "taken-back"), "");
            },
            $"print('now', flush=True)\n{Wait("taken-back")}\nfor i in range(30): print(i, flush=True)",
            "'next'");

        // The server may take its time with the change, and then the result goes to neither, though all the text may have come.
        Assert.True(result.Status is ExecutionStatus.Completed or ExecutionStatus.Incomplete, $"{result.Status}: {result.Failure?.ErrorName}: {result.Failure?.ErrorValue}");
        Assert.Equal(result.Status == ExecutionStatus.Completed, result.Losses.Count == 0);
        Assert.True(result.Status != ExecutionStatus.Completed || result.Text() == Counted, result.Text());
        Assert.Equal(result.Failure is null ? "'next'" : null, result.Notebook.Cells[^1].Outputs.SingleOrDefault()?.Data.Text("text/plain"));
    }

    [Fact]
    public async Task A_result_that_another_socket_of_the_session_got_is_told_and_not_run_again()
    {
        JupyterServerProcess process = await shared.Process;
        await using var proxy = new CuttingProxy(process.Port);
        using JupyterServer server = SharedServer.At(proxy.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel,
            async () =>
            {
                proxy.Cut(refuse: true);
                using (ClientWebSocket other = await TakeOverAsync(process, proxy))
                {
                    await File.WriteAllTextAsync(Path.Combine(process.Folder, "taken-over"), "");
                    await UntilItHoldsAsync(other, "execute_reply");
                }

                proxy.Mend();
            },
            $"print('now', flush=True)\n{Wait("taken-over")}\nprint('gone', flush=True)",
            "'next'");

        Assert.Equal(ExecutionStatus.Incomplete, result.Status);
        Assert.Equal("LostResultError", result.Failure!.ErrorName);
        Assert.Equal(0, result.Losses.Single().Index);
        Assert.Equal(1, result.CellsExecuted);
    }

    [Fact]
    public async Task Without_the_servers_buffer_a_lost_result_is_told_and_not_run_again()
    {
        await using JupyterServerProcess process = await JupyterServerProcess.StartAsync("/", "--MappingKernelManager.buffer_offline_messages=False");
        await using var proxy = new CuttingProxy(process.Port);
        using JupyterServer server = SharedServer.At(proxy.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server);
        string counter = Path.Combine(process.Folder, "runs");

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel,
            async () =>
            {
                proxy.Cut(refuse: true);
                await Task.Delay(1500);
                proxy.Mend();
            },
            "print('now', flush=True)\nimport time\ntime.sleep(1)\nopen('runs', 'a').write('x')",
            "'next'");

        Assert.Equal(ExecutionStatus.Incomplete, result.Status);
        Assert.Equal("LostResultError", result.Failure!.ErrorName);
        Assert.Equal((0, "c0"), (result.Losses.Single().Index, result.Losses.Single().Id));
        Assert.Equal("x", await File.ReadAllTextAsync(counter));
        Assert.Equal(1, result.CellsExecuted);
    }

    [Fact]
    public async Task A_server_that_is_killed_is_told_and_not_waited_for_for_ever()
    {
        await using JupyterServerProcess process = await JupyterServerProcess.StartAsync();
        using JupyterServer server = SharedServer.At(process.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await RemoteRun.RunAsync(kernel, process.KillAsync, "print('now', flush=True)\nimport time\ntime.sleep(60)");

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Matches(@"^the kernel is out of reach since 4 s: http://127.0.0.1:\d+/ cannot be reached: ", result.Failure!.ErrorValue);
        Assert.Equal("now\n", result.Text());
    }

    [Fact]
    public async Task A_kernel_culled_while_the_connection_is_away_is_dead()
    {
        await using JupyterServerProcess process = await JupyterServerProcess.StartAsync(
            "/", "--MappingKernelManager.cull_idle_timeout=4", "--MappingKernelManager.cull_interval=1", "--MappingKernelManager.cull_busy=True");
        await using var proxy = new CuttingProxy(process.Port);
        using JupyterServer server = SharedServer.At(proxy.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server, new ServerHost(server, new ServerHostOptions { Limits = SharedServer.Limits with { ReconnectFor = TimeSpan.FromMinutes(1) } }));

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel,
            async () =>
            {
                proxy.Cut(refuse: true);
                using JupyterServer direct = SharedServer.At(process.Url);
                while (await direct.FindKernelAsync(RemoteRun.IdOf(kernel)) is not null)
                {
                    await Task.Delay(100);
                }

                proxy.Mend();
            },
            "print('now', flush=True)\nimport time\ntime.sleep(60)");

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Equal("the kernel was deleted on the server, by somebody or because it was idle", result.Failure!.ErrorValue);
    }

    [Fact]
    public async Task A_kernel_culled_under_its_cell_is_dead()
    {
        await using JupyterServerProcess process = await JupyterServerProcess.StartAsync(
            "/", "--MappingKernelManager.cull_idle_timeout=10", "--MappingKernelManager.cull_interval=1", "--MappingKernelManager.cull_busy=True", "--MappingKernelManager.cull_connected=True");
        using JupyterServer server = SharedServer.At(process.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await RemoteRun.RunAsync(kernel, () => Task.CompletedTask, "print('now', flush=True)\nimport time\ntime.sleep(60)");

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Equal("the kernel was shut down on the server", result.Failure!.ErrorValue);
        Assert.Equal("now\n", result.Text());
    }

    private static string Wait(string file) => $"import os, time\nwhile not os.path.exists('{file}'): time.sleep(0.02)";

    /// <summary>Opens a socket to the server itself, with the kernel and the session of the first that went through the proxy.</summary>
    private static async Task<ClientWebSocket> TakeOverAsync(JupyterServerProcess process, CuttingProxy proxy)
    {
        var other = new ClientWebSocket();
        other.Options.SetRequestHeader("Authorization", $"token {JupyterServerProcess.Token}");
        await other.ConnectAsync(new Uri($"ws://127.0.0.1:{process.Port}{proxy.Upgrades[0].Split(' ')[1]}"), CancellationToken.None);
        return other;
    }

    private static async Task UntilItHoldsAsync(ClientWebSocket socket, string type)
    {
        byte[] buffer = new byte[1 << 20];
        string text = "";
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            while (!text.Contains($"\"msg_type\": \"{type}\"", StringComparison.Ordinal))
            {
                WebSocketReceiveResult part = await socket.ReceiveAsync(buffer, patience.Token);
                text = System.Text.Encoding.UTF8.GetString(buffer, 0, part.Count);
            }
        }
        catch (OperationCanceledException)
        {
            // A server that takes its time with the change sends it to neither.
        }
    }
}
