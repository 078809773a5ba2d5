using Deckle.Json;
using Deckle.Kernels.Tests.Execution;

namespace Deckle.Kernels.Tests.Hosts;

/// <summary>A real ipykernel, started without what a run of cells does not need.</summary>
public class LeanIpykernelTests
{
    [Fact]
    public async Task What_was_left_out_is_not_loaded_until_a_cell_asks_for_it()
    {
        Assert.Equal("[]", await RunAsync("import sys; print([name for name in ('debugpy', 'jedi', 'prompt_toolkit') if name in sys.modules])"));
    }

    [Theory]
    [InlineData("import IPython; print(IPython.embed.__module__)", "IPython.terminal.embed")]
    [InlineData("from IPython import embed; print(embed.__name__)", "embed")]
    [InlineData("import IPython; print(IPython.terminal.interactiveshell.TerminalInteractiveShell.__name__)", "TerminalInteractiveShell")]
    [InlineData("from IPython.terminal.embed import InteractiveShellEmbed; print(InteractiveShellEmbed.__name__)", "InteractiveShellEmbed")]
    [InlineData("from IPython.terminal import embed; print(embed.__name__)", "IPython.terminal.embed")]
    [InlineData("from IPython.terminal.interactiveshell import TerminalInteractiveShell; print(TerminalInteractiveShell.__name__)", "TerminalInteractiveShell")]
    [InlineData("import IPython; print(hasattr(IPython, 'no_such_name'), hasattr(IPython, 'embed'), hasattr(IPython.terminal, 'nor_this'))", "False True False")]
    [InlineData("import importlib.util as u; print([u.find_spec(name) is None for name in ('prompt_toolkit', 'ipykernel')])", "[False, False]")]
    public async Task Cells_find_everything_where_it_always_is(string code, string printed)
    {
        Assert.Equal(printed, await RunAsync(code));
    }

    [Fact]
    public async Task The_kernel_drops_nothing_that_waits_to_be_sent()
    {
        Assert.Equal("0", await RunAsync("import ipykernel.kernelapp as k; print(k.IPKernelApp.instance().iopub_thread.socket.sndhwm)"));
    }

    private static async Task<string> RunAsync(string code)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using KernelClient kernel = await new LocalHost().StartAsync("python3", cancellation);
        ExecutionResult result = await new Executor(kernel).RunAsync(MemoryKernel.NotebookOf(code), new ExecutionOptions(), cancellation);

        JsonArray outputs = result.Notebook.Cells.Single(cell => cell.Kind == CellKind.Code).Json.Get<JsonArray>("outputs")!;
        return string.Concat(outputs.OfType<JsonObject>().Select(output => output.GetText("text") ?? output.ToString())).TrimEnd();
    }
}
