using Deckle.Kernels.Remote;
using Deckle.Testing.Servers;

namespace Deckle.Kernels.Tests.Remote;

/// <summary>Output that the server leaves out.</summary>
public class RateLimitTests
{
    [Fact]
    public async Task What_the_server_leaves_out_is_a_loss_and_not_the_cells_output()
    {
        await using JupyterServerProcess process = await JupyterServerProcess.StartAsync(
            "/", "--ServerApp.iopub_data_rate_limit=20000", "--ServerApp.iopub_msg_rate_limit=100", "--ServerApp.rate_limit_window=1");
        using JupyterServer server = SharedServer.At(process.Url);
        await using KernelClient kernel = await RemoteRun.StartAsync(server);

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel,
            null,
            "for i in range(40): print('x' * 10_000, flush=True)",
            "import time\ntime.sleep(1.5)\nfor i in range(300): display(i)",
            "import sys\nprint('IOPub data rate exceeded. (said the cell)', file=sys.stderr)");

        Assert.Equal(ExecutionStatus.Incomplete, result.Status);
        Assert.Null(result.Failure);
        Assert.Equal([0, 1], result.Losses.Select(loss => loss.Index));
        Assert.Equal(
            "cell 0 (id c0): the server left out output that came faster than its limit of 20000 bytes a second; start the server with --ServerApp.iopub_data_rate_limit=0, which is no limit, or print less",
            result.Losses[0].ToString());
        Assert.Contains("limit of 100 messages a second", result.Losses[1].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("exceeded", result.Text(0), StringComparison.Ordinal);
        Assert.Equal("IOPub data rate exceeded. (said the cell)\n", result.Text(2));
        Assert.Equal("incomplete", result.Notebook.Cells[0].Metadata.Get<Json.JsonObject>("deckle")!.GetText("status"));
        Assert.Null(result.Notebook.Cells[2].Metadata.Get<Json.JsonObject>("deckle"));
    }
}
