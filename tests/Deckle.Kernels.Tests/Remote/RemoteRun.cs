using Deckle.Kernels.Protocol;
using Deckle.Kernels.Remote;
using Deckle.Kernels.Specs;
using Deckle.Kernels.Tests.Execution;

namespace Deckle.Kernels.Tests.Remote;

/// <summary>Runs of cells on a server, and something that happens in the middle of one.</summary>
internal static class RemoteRun
{
    public static async Task<KernelClient> StartAsync(JupyterServer server, ServerHost? host = null) =>
        await (host ?? SharedServer.Host(server)).StartAsync(new KernelResolver(await server.KernelSpecsAsync()).Named("python3"));

    /// <param name="when">Done once, when a cell first prints something with "now" in it.</param>
    public static async Task<ExecutionResult> RunAsync(KernelClient kernel, Func<Task>? when, params string[] sources)
    {
        Task? done = null;
        void Report(ExecutionEvent step)
        {
            if (step.Message is { Type: "stream" } message && message.Content.GetText("text")!.Contains("now", StringComparison.Ordinal))
            {
                done ??= Task.Run(when ?? (() => Task.CompletedTask));
            }
        }

        ExecutionResult result = await new Executor(kernel).RunAsync(
            MemoryKernel.NotebookOf(sources), new ExecutionOptions { Report = Report }, new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        await (done ?? Task.CompletedTask);
        return result;
    }

    public static string Text(this ExecutionResult result, int cell = 0) =>
        string.Concat(result.Notebook.Cells.Where(one => one.Kind == CellKind.Code).ElementAt(cell).Outputs.Select(output => output.Text));

    public static string IdOf(KernelClient kernel) => ((ServerProcess)kernel.Process!).KernelId;

    public static async Task<Message> NextAsync(KernelClient kernel, Func<Message, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await kernel.ReceiveAsync(patience.Token) is { } message)
        {
            if (wanted(message))
            {
                return message;
            }
        }

        throw new InvalidOperationException("the kernel is gone");
    }
}
