using Deckle.Json;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Specs;
using Deckle.Kernels.Tests.Execution;

namespace Deckle.Kernels.Tests.Hosts;

/// <summary>Real ipykernel processes.</summary>
public class LocalHostTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_kernel_runs_cells_and_ends(bool lean)
    {
        await using KernelClient kernel = await new LocalHost(new LocalHostOptions { LeanStart = lean }).StartAsync("python3");

        ExecutionResult result = await RunAsync(kernel, "import sys, debugpy, jedi\nprint(len(sys.path) > 0, sys.modules['jedi'] is not None)", "1 + 1");

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Equal("True True\n", result.Notebook.Cells[0].Outputs.Single().Text);
        Assert.Equal("2", result.Notebook.Cells[1].Outputs.Single().Data.Text("text/plain"));
        // On a busy machine ipykernel 6 now and then waits for itself while it ends (the control thread flushes what the closed iopub
        // thread would send) until SIGTERM, the second step of a shutdown. SIGKILL, the third, is never needed.
        KernelExit exit = await kernel.Process!.Exit;
        Assert.True(exit is { ExitCode: 0 } or { SignalName: "SIGTERM" }, exit.ToString());
    }

    [Fact]
    public async Task Many_kernels_start_at_once_and_none_loses_its_first_output()
    {
        // Ten at a time keep two cores busy; the clash of ports or sockets would show all the same.
        ExecutionResult[] results = await Task.WhenAll(Enumerable.Range(0, 10).Select(async number =>
        {
            await using KernelClient kernel = await new LocalHost().StartAsync("python3");
            return await RunAsync(kernel, $"print('kernel', {number})");
        }));

        Assert.Equal(
            Enumerable.Range(0, 10).Select(number => $"kernel {number}\n"),
            results.Select(result => result.Notebook.Cells[0].Outputs.Single().Text));
    }

    [Fact]
    public async Task Two_runs_in_one_process_have_their_own_folders_and_variables()
    {
        async Task<string> WhereAsync(string folder, string value)
        {
            var options = new LocalHostOptions { Folder = folder, Environment = new Dictionary<string, string> { ["WHO"] = value } };
            await using KernelClient kernel = await new LocalHost(options).StartAsync("python3");
            ExecutionResult result = await RunAsync(kernel, "import os\nprint(os.getcwd(), os.environ['WHO'])");
            return result.Notebook.Cells[0].Outputs.Single().Text.TrimEnd();
        }

        string[] places = await Task.WhenAll(WhereAsync("/usr", "one"), WhereAsync("/etc", "two"));

        Assert.Equal(["/usr one", "/etc two"], places);
    }

    [Fact]
    public async Task A_killed_kernel_names_its_signal_and_memory()
    {
        await using KernelClient kernel = await new LocalHost().StartAsync("python3");

        ExecutionResult result = await RunAsync(kernel, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)");

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Matches(@"^the kernel was killed by SIGKILL, peak memory \d+ MB$", result.Failure!.ErrorValue);
    }

    [Fact]
    public async Task A_kernel_that_exits_names_its_code()
    {
        await using KernelClient kernel = await new LocalHost().StartAsync("python3");

        ExecutionResult result = await RunAsync(kernel, "import os\nos._exit(7)");

        Assert.Matches(@"^the kernel exited with code 7, peak memory \d+ MB$", result.Failure!.ErrorValue);
    }

    [Fact]
    public async Task What_a_cell_left_running_ends_with_the_kernel()
    {
        await using KernelClient kernel = await new LocalHost().StartAsync("python3");

        ExecutionResult result = await RunAsync(kernel, "import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)");

        int child = int.Parse(result.Notebook.Cells[0].Outputs.Single().Text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.False(IsRunning(child));
    }

    [Fact]
    public async Task A_disposed_kernel_is_gone()
    {
        KernelClient kernel = await new LocalHost().StartAsync("python3");
        int id = kernel.Process!.Id;

        await kernel.DisposeAsync();

        Assert.False(IsRunning(id));
    }

    [Fact]
    public async Task A_running_cell_is_interrupted_by_signal()
    {
        await using KernelClient kernel = await new LocalHost().StartAsync("python3");

        ExecutionResult result = await new Executor(kernel).RunAsync(
            MemoryKernel.NotebookOf("print('begun', flush=True)\nwhile True: pass"), new ExecutionOptions { CellTimeout = TimeSpan.FromSeconds(1) });

        Cell cell = result.Notebook.Cells.Single(cell => cell.Kind == CellKind.Code);
        Assert.Equal(ExecutionStatus.Timeout, result.Status);
        Assert.Equal("begun\n", cell.Outputs[0].Text);
        Assert.Equal("KeyboardInterrupt", cell.Outputs[1].ErrorName);
    }

    [Fact]
    public async Task A_kernel_that_ignores_interrupts_ends_all_the_same()
    {
        await using KernelClient kernel = await new LocalHost().StartAsync("python3");

        ExecutionResult result = await new Executor(kernel).RunAsync(
            MemoryKernel.NotebookOf("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"),
            new ExecutionOptions { CellTimeout = TimeSpan.FromSeconds(0.5), InterruptGrace = TimeSpan.FromSeconds(0.5), ShutdownGrace = TimeSpan.FromSeconds(1) });

        Assert.Equal(ExecutionStatus.Timeout, result.Status);
        Assert.NotNull((await kernel.Process!.Exit).Signal);
    }

    [Fact]
    public async Task Late_output_of_a_thread_gets_into_the_notebook()
    {
        await using KernelClient kernel = await new LocalHost().StartAsync("python3");

        ExecutionResult result = await RunAsync(
            kernel, "import threading, time\ndef late():\n    time.sleep(0.05)\n    print('late')\nthreading.Thread(target=late).start()", "import time\ntime.sleep(0.3)");

        Assert.Contains(result.Notebook.Cells, cell => cell.Outputs.Any(output => output.Text == "late\n"));
    }

    [Fact]
    public async Task Values_are_looked_at_without_a_trace_in_the_history()
    {
        await using KernelClient kernel = await new LocalHost().StartAsync("python3");

        JsonObject values = await kernel.EvaluateAsync(new Dictionary<string, string> { ["sum"] = "1 + 1", ["wrong"] = "nobody" });
        ExecutionResult result = await RunAsync(kernel, "1");

        Assert.Equal("2", values.Get<JsonObject>("sum")!.Get<JsonObject>("data")!.GetText("text/plain"));
        Assert.Equal("NameError", values.Get<JsonObject>("wrong")!.GetText("ename"));
        Assert.Equal(1, result.Notebook.Cells[0].ExecutionCount);
    }

    [Fact]
    public async Task A_start_that_fails_tells_exit_code_and_last_words()
    {
        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => StartAsync("-c", "import sys; sys.exit('no such luck')"));

        Assert.Equal("kernel-start-failed", error.Code);
        Assert.Matches("kernel 'odd' ended before it was ready: exited with code 1", error.Message);
        Assert.Contains(error.Facts, fact => fact.Text.Contains("no such luck", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_ipykernel_says_what_to_install()
    {
        DeckleException error = await Assert.ThrowsAsync<DeckleException>(
            () => StartAsync("-c", "raise ModuleNotFoundError(\"No module named 'ipykernel'\")"));

        Assert.Contains("install ipykernel", error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kernel_that_never_answers_is_given_up()
    {
        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => StartAsync("-c", "import time; time.sleep(600)"));

        Assert.Equal("kernel-start-timeout", error.Code);
    }

    private static Task<ExecutionResult> RunAsync(KernelClient kernel, params string[] sources) =>
        new Executor(kernel).RunAsync(MemoryKernel.NotebookOf(sources));

    private static async Task<KernelClient> StartAsync(params string[] arguments)
    {
        KernelSearch search = KernelSearch.FromProcess("/");
        KernelChoice python = new KernelResolver(new KernelSpecs(search)).Named("python3");
        KernelSpec odd = python.Spec with { Name = "odd", Argv = [python.CommandFor("x").Argv[0], .. arguments, "{connection_file}"] };
        return await new LocalHost(new LocalHostOptions { StartTimeout = TimeSpan.FromSeconds(2) }).StartAsync(python with { Spec = odd });
    }

    /// <summary>A zombie of another parent counts as gone: it runs nothing.</summary>
    private static bool IsRunning(int id)
    {
        string status = $"/proc/{id}/stat";
        return File.Exists(status) && !File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
    }
}
