using Deckle.Kernels.Tests.Execution;
using Deckle.Kernels.Tests.Waiting;

namespace Deckle.Kernels.Tests.Warm;

/// <summary>What cells may expect of a kernel, however it came to be.</summary>
public abstract class KernelFeatureTests
{
    protected abstract WarmFolder Folder { get; }

    protected abstract IKernelHost Host(LocalHostOptions options);

    [Theory]
    [InlineData("import sys\nprint(__name__, sys.modules['__main__'].__dict__ is globals())", "__main__ True")]
    [InlineData("import beside\nprint(beside.value)", "from beside")]
    [InlineData("%%bash\necho $((1 + 2))", "3")]
    [InlineData("!echo shell", "shell")]
    [InlineData("import os\n_ = os.system('echo system')", "system")]
    [InlineData("import os\n_ = os.write(1, b'raw')", "raw")]
    [InlineData("import subprocess\nprint(subprocess.run(['echo', 'child'], capture_output=True, text=True).stdout)", "child")]
    [InlineData("import multiprocessing, math\nwith multiprocessing.get_context('fork').Pool(2) as pool: print(pool.map(math.sqrt, [4, 9]))", "[2.0, 3.0]")]
    [InlineData("import multiprocessing, math\nwith multiprocessing.get_context('spawn').Pool(1) as pool: print(pool.map(math.sqrt, [4, 9]))", "[2.0, 3.0]")]
    [InlineData("import multiprocessing, math\nwith multiprocessing.get_context('forkserver').Pool(1) as pool: print(pool.map(math.sqrt, [4, 9]))", "[2.0, 3.0]")]
    [InlineData("from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as pool: print(sum(pool.map(abs, range(-9, 0))))", "45")]
    [InlineData("import asyncio\nprint(await asyncio.sleep(0.001, 'awaited'))", "awaited")]
    [InlineData("import pickle\nclass Point: x = 1\nprint(pickle.loads(pickle.dumps(Point())).x)", "1")]
    [InlineData("import pandas\nprint(pandas.Series([1, 2]).sum())", "3")]
    [InlineData("import os\nprint(os.getcwd() == os.environ['WHERE'], os.environ['WHO'], os.popen('echo $WHO').read())", "True ada ada")]
    [InlineData("import os\nprint('HOME' in os.environ, 'PATH' in os.environ, int(os.environ['JPY_PARENT_PID']) > 1)", "True True True")]
    [InlineData("import warnings\nwarnings.simplefilter('always')\nimport sys\nsys.stderr = sys.stdout\nwarnings.warn('careful')", "*careful*")]
    [InlineData("import logging\nprint(logging.getLogger().handlers, logging.getLogger().level)", "[] 30")]
    [InlineData("import tempfile\nprint(tempfile.gettempdir())", "/var/tmp")]
    [InlineData("import time\nprint(time.tzname)", "('XYZ', 'XYZ')")]
    [InlineData("import ctypes\nprint(ctypes.CDLL(None).getenv is not None, open('/proc/self/comm').read().startswith('python'))", "True True")]
    public async Task A_cell_does_what_it_does_everywhere(string code, string printed)
    {
        Folder.Write("beside.py", "value = 'from beside'");

        ExecutionResult result = await RunAsync(code);

        string text = string.Concat(result.Notebook.Cells[0].Outputs.Select(output => output.Text)).TrimEnd();
        Assert.True(printed is ['*', ..] ? text.Contains(printed.Trim('*'), StringComparison.Ordinal) : text == printed, $"printed {text}: {result.Failure?.ErrorValue}");
    }

    [Fact]
    public async Task A_figure_is_shown_below_its_cell()
    {
        ExecutionResult result = await RunAsync("import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])");

        Assert.Contains(result.Notebook.Cells[0].Outputs, output => output.Data.Text("image/png") is not null);
    }

    [Fact]
    public async Task An_interrupt_reaches_a_cell()
    {
        ExecutionResult result = await RunAsync(new ExecutionOptions { CellTimeout = TimeSpan.FromSeconds(0.5) }, "import time\ntime.sleep(60)");

        Assert.Equal(ExecutionStatus.Timeout, result.Status);
        Assert.Equal("KeyboardInterrupt", result.Notebook.Cells.Single(cell => cell.Kind == CellKind.Code).Outputs[^1].ErrorName);
    }

    [Fact]
    public async Task At_its_end_a_kernel_runs_its_hooks_and_has_a_good_exit_code()
    {
        string note = Path.Combine(Folder.Path, $"{GetType().Name}-hook");
        await using KernelClient kernel = await StartAsync();

        await RunAsync(kernel, $"import atexit\n_ = atexit.register(lambda: open('{note}', 'w').close())");

        Assert.Equal((0, (int?)null), ((await kernel.Process!.Exit).ExitCode, (await kernel.Process.Exit).Signal));
        Assert.True(File.Exists(note));
    }

    [Fact]
    public async Task A_crash_is_told_by_its_signal()
    {
        await using KernelClient kernel = await StartAsync();

        ExecutionResult result = await RunAsync(kernel, "import ctypes\nctypes.string_at(0)");

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Matches(@"^the kernel was killed by SIGSEGV, peak memory \d+ MB$", result.Failure!.ErrorValue);
    }

    [Fact]
    public async Task An_exit_is_told_by_its_code()
    {
        ExecutionResult result = await RunAsync("import os\nos._exit(7)");

        Assert.Matches(@"^the kernel exited with code 7, peak memory \d+ MB$", result.Failure!.ErrorValue);
    }

    [Fact]
    public async Task What_the_process_itself_writes_is_kept_as_last_words()
    {
        await using KernelClient kernel = await StartAsync();

        await RunAsync(kernel, "import os, sys\nos.write(sys.stderr.fileno(), b'last words')");

        Assert.Equal("last words", kernel.Process!.Output.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task Nobody_can_be_asked_for_input()
    {
        ExecutionResult result = await RunAsync("input('name? ')");

        Assert.Equal("StdinNotImplementedError", result.Failure!.ErrorName);
    }

    [Fact]
    public async Task What_a_cell_started_ends_with_the_kernel()
    {
        KernelClient kernel = await StartAsync();
        int id = kernel.Process!.Id;
        ExecutionResult result = await RunAsync(kernel, "import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)");
        await kernel.DisposeAsync();

        int child = int.Parse(result.Notebook.Cells[0].Outputs.Single().Text, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal((false, false), (OtherProcess.Runs(id), OtherProcess.Runs(child)));
    }

    [Fact]
    public async Task Modules_of_PYTHONPATH_are_found()
    {
        Directory.CreateDirectory(Path.Combine(Folder.Path, "lib"));
        Folder.Write("lib/far_away.py", "value = 'far'");

        ExecutionResult result = await RunAsync(new LocalHostOptions { Environment = Variables([("PYTHONPATH", Path.Combine(Folder.Path, "lib"))]) }, "import far_away\nprint(far_away.value)");

        Assert.Equal("far\n", result.Notebook.Cells[0].Outputs.Single().Text);
    }

    [Fact]
    public async Task Kernels_draw_different_random_numbers()
    {
        const string Code = "import random, numpy, uuid, os, tempfile\nprint(random.random(), numpy.random.rand(), uuid.uuid4(), next(tempfile._get_candidate_names()))";

        string[] drawn = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => (await RunAsync(Code)).Notebook.Cells[0].Outputs.Single().Text.TrimEnd()));

        Assert.All(Enumerable.Range(0, 4), number => Assert.Equal(3, drawn.Select(line => line.Split(' ')[number]).Distinct().Count()));
    }

    protected async Task<KernelClient> StartAsync(LocalHostOptions? options = null)
    {
        KernelClient kernel = await Host((options ?? new LocalHostOptions { Environment = Variables([]) }) with { Folder = Folder.Path })
            .StartAsync(Folder.Kernel, TestContext.Current.CancellationToken);
        CheckStart(kernel.Start);
        return kernel;
    }

    protected abstract void CheckStart(KernelStart start);

    private Dictionary<string, string> Variables((string Name, string Value)[] more) => new(more.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))
    {
        ["WHO"] = "ada",
        ["WHERE"] = Folder.Path,
        ["TMPDIR"] = "/var/tmp",
        ["TZ"] = "XYZ",
    };

    private async Task<ExecutionResult> RunAsync(LocalHostOptions options, params string[] sources)
    {
        await using KernelClient kernel = await StartAsync(options);
        return await RunAsync(kernel, sources);
    }

    private async Task<ExecutionResult> RunAsync(params string[] sources)
    {
        await using KernelClient kernel = await StartAsync();
        return await RunAsync(kernel, sources);
    }

    private async Task<ExecutionResult> RunAsync(ExecutionOptions options, params string[] sources)
    {
        await using KernelClient kernel = await StartAsync();
        return await new Executor(kernel).RunAsync(MemoryKernel.NotebookOf(sources), options);
    }

    private static Task<ExecutionResult> RunAsync(KernelClient kernel, params string[] sources) => new Executor(kernel).RunAsync(MemoryKernel.NotebookOf(sources));
}
