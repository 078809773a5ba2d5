using Deckle.Kernels.Tests.Execution;
using Deckle.Kernels.Tests.Scripted;
using Deckle.Kernels.Zmtp;

namespace Deckle.Kernels.Tests.Connections;

/// <summary>The client against NetMQ, an implementation of ZeroMQ that is not ours.</summary>
public class ZmtpConnectionTests
{
    [Fact]
    public async Task A_notebook_runs_on_a_kernel_of_another_zeromq()
    {
        KernelScript script = new KernelScript().Cell(null, Step.Stream("stdout", "hi"), Step.Result("2"));

        ExecutionResult result = await RunAsync(script, "x");

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Equal("hi", result.Notebook.Cells[0].Outputs[0].Text);
        Assert.Equal("2", result.Notebook.Cells[0].Outputs[1].Data.Text("text/plain"));
    }

    [Fact]
    public async Task The_first_outputs_arrive_because_iopub_is_subscribed_before_shell_speaks()
    {
        await using var kernel = ScriptedKernel.Start(new KernelScript().Cell(null, Step.Stream("stdout", "first")));
        await using ZmtpConnection connection = await ConnectAsync(kernel);

        await using KernelClient client = await KernelClient.OpenAsync(connection, "session");

        Assert.True(kernel.Subscribed.IsCompleted);
        ExecutionResult result = await new Executor(client).RunAsync(MemoryKernel.NotebookOf("x"), new ExecutionOptions { ShutdownKernel = false });
        Assert.Equal("first", result.Notebook.Cells[0].Outputs.Single().Text);
    }

    [Fact]
    public async Task A_kernel_that_is_slow_to_answer_is_asked_again()
    {
        ExecutionResult result = await RunAsync(new KernelScript { IgnoredKernelInfos = 2 }.Cell(null, Step.Stream("stdout", "x")), "x");

        Assert.Equal(ExecutionStatus.Completed, result.Status);
    }

    [Fact]
    public async Task A_welcome_of_protocol_5_5_is_understood()
    {
        ExecutionResult result = await RunAsync(new KernelScript { SendsWelcome = true }.Cell(null, Step.Stream("stdout", "x")), "x");

        Assert.Equal(ExecutionStatus.Completed, result.Status);
    }

    [Fact]
    public async Task A_reply_before_the_outputs_loses_none_of_them()
    {
        KernelScript script = new KernelScript().Then(Step.Busy, Step.ReplyOk(), Step.Stream("stdout", "late"), Step.Idle);

        ExecutionResult result = await RunAsync(script, "x");

        Assert.Equal("late", result.Notebook.Cells[0].Outputs.Single().Text);
    }

    [Fact]
    public async Task Unsigned_messages_are_read_when_the_key_is_empty()
    {
        ExecutionResult result = await RunAsync(new KernelScript { Key = "" }.Cell(null, Step.Stream("stdout", "x")), "x");

        Assert.Equal("x", result.Notebook.Cells[0].Outputs.Single().Text);
    }

    [Fact]
    public async Task Forged_messages_are_dropped()
    {
        var forged = (Step.Publish)Step.Stream("stdout", "forged");
        KernelScript script = new KernelScript().Cell(null, forged with { IsForged = true }, Step.Stream("stdout", "true"));

        ExecutionResult result = await RunAsync(script, "x");

        Assert.Equal("true", result.Notebook.Cells[0].Outputs.Single().Text);
    }

    [Fact]
    public async Task A_large_output_arrives_whole()
    {
        string large = new('x', 3_000_000);

        ExecutionResult result = await RunAsync(new KernelScript().Cell(null, Step.Stream("stdout", large), Step.Stream("stdout", "end")), "x");

        Assert.Equal(large + "end", result.Notebook.Cells[0].Outputs.Single().Text);
    }

    [Fact]
    public async Task A_large_cell_arrives_whole()
    {
        string source = "# " + new string('y', 1_000_000);
        await using var kernel = ScriptedKernel.Start(new KernelScript().Cell(source, Step.Stream("stdout", "seen")));
        await using ZmtpConnection connection = await ConnectAsync(kernel);
        await using KernelClient client = await KernelClient.OpenAsync(connection, "session");

        ExecutionResult result = await new Executor(client).RunAsync(MemoryKernel.NotebookOf(source));

        Assert.Equal("seen", result.Notebook.Cells[0].Outputs.Single().Text);
    }

    [Fact]
    public async Task A_message_interrupt_travels_on_control()
    {
        var never = new Gate();
        KernelScript script = new KernelScript().Cell("slow", Step.Stream("stdout", "so far"), Step.Wait(never));
        await using var kernel = ScriptedKernel.Start(script);
        await using ZmtpConnection connection = await ConnectAsync(kernel);
        await using KernelClient client = await KernelClient.OpenAsync(connection, "session");
        using var stop = new CancellationTokenSource();

        Task<ExecutionResult> run = new Executor(client).RunAsync(MemoryKernel.NotebookOf("slow"), null, stop.Token);
        await never.Reached;
        await stop.CancelAsync();
        ExecutionResult result = await run;

        Assert.Equal(ExecutionStatus.Interrupted, result.Status);
        Assert.Equal("interrupt_request", (await kernel.Received.Next("interrupt_request")).Type);
        Assert.Equal("so far", result.Notebook.Cells.Single(cell => cell.Kind == CellKind.Code).Outputs[0].Text);
    }

    [Fact]
    public async Task A_kernel_that_vanishes_ends_the_run_as_dead()
    {
        ExecutionResult result = await RunAsync(new KernelScript().Then(Step.Busy, Step.Stream("stdout", "last words"), Step.Die), "x");

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Equal("last words", result.Notebook.Cells.Single(cell => cell.Kind == CellKind.Code).Outputs.Single().Text);
    }

    [Fact]
    public async Task Expressions_are_evaluated_beside_the_outputs()
    {
        await using var kernel = ScriptedKernel.Start(new KernelScript().Then(Step.Busy, Step.ReplyOk(), Step.Idle));
        await using ZmtpConnection connection = await ConnectAsync(kernel);
        await using KernelClient client = await KernelClient.OpenAsync(connection, "session");

        await client.EvaluateAsync(new Dictionary<string, string> { ["n"] = "1 + 1" });

        WireMessage request = await kernel.Received.Next("execute_request");
        Assert.Equal("1 + 1", request.Content["user_expressions"]!["n"]!.GetValue<string>());
        Assert.False(request.Content["store_history"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Something_that_is_no_zeromq_is_told()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        Task<System.Net.Sockets.Socket> accepting = listener.AcceptSocketAsync();

        Task<ZmtpSocket> connecting = ZmtpSocket.ConnectAsync(ZmtpEndpoint.Tcp("127.0.0.1", port), ZmtpSocketType.Dealer);
        using System.Net.Sockets.Socket peer = await accepting;
        await peer.SendAsync(System.Text.Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n" + new string(' ', 64)));

        ZmtpException error = await Assert.ThrowsAsync<ZmtpException>(() => connecting);
        Assert.Equal("the peer is not a ZMTP 3 socket", error.Message);
    }

    private static async Task<ExecutionResult> RunAsync(KernelScript script, params string[] sources)
    {
        await using var kernel = ScriptedKernel.Start(script);
        await using ZmtpConnection connection = await ConnectAsync(kernel);
        await using KernelClient client = await KernelClient.OpenAsync(connection, "session");
        return await new Executor(client).RunAsync(MemoryKernel.NotebookOf(sources));
    }

    private static Task<ZmtpConnection> ConnectAsync(ScriptedKernel kernel) =>
        ZmtpConnection.ConnectAsync(ConnectionInfo.Parse(File.ReadAllBytes(kernel.ConnectionFile)), "session", kernel.Ended, TimeProvider.System);
}
