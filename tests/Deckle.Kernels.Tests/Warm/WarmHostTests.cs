using System.Text.Json;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Specs;
using Deckle.Kernels.Tests.Execution;
using Deckle.Kernels.Tests.Waiting;
using Deckle.Kernels.Warm;

namespace Deckle.Kernels.Tests.Warm;

public sealed class WarmHostTests : IAsyncDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly WarmFolder folder = new();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    // Everything a cell can find out about its process that should not tell how it was made.
    [Fact]
    public async Task A_warm_kernel_finds_what_a_cold_one_finds()
    {
        const string Look = """
            import sys, os, signal, json, gc, locale, threading, warnings, logging, resource, atexit, asyncio, faulthandler
            kinds = sorted(os.readlink(f"/proc/self/fd/{fd}").split(":")[0].split("/")[-1] for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{fd}"))
            status = {line.split(":")[0]: line.split(":")[1].strip() for line in open("/proc/self/status")}
            print(json.dumps({
                "path": sys.path, "flags": str(sys.flags), "argv0": sys.argv[0], "executable": sys.executable, "prefix": sys.prefix,
                "signals": {str(n): str(signal.getsignal(n)).split(" at ")[0] for n in sorted(signal.valid_signals())},
                "mask": str(signal.pthread_sigmask(signal.SIG_BLOCK, [])), "wakeup": signal.set_wakeup_fd(-1),
                "umask": os.umask(0o22), "cwd": os.getcwd(), "env": dict(sorted(os.environ.items())),
                "gc": [gc.isenabled(), gc.get_threshold()], "locale": [locale.getlocale(), locale.getpreferredencoding()],
                "threads": sorted(t.name for t in threading.enumerate()), "filters": [str(f) for f in warnings.filters],
                "loggers": [logging.root.level, str(logging.root.handlers)], "limits": [resource.getrlimit(n) for n in range(10)],
                "session": [os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid()], "nice": os.nice(0), "affinity": sorted(os.sched_getaffinity(0)),
                "streams": [str(sys.__stdin__.encoding), sys.__stdout__.encoding, sys.__stderr__.errors, sys.__stdin__.closed, sys.__stdout__.line_buffering],
                "fds": [os.path.basename(os.readlink("/proc/self/fd/0")), len(kinds), kinds.count("pipe")],
                "name": status["Name"], "oom": open("/proc/self/oom_score_adj").read(), "main": sorted(vars(sys.modules["__main__"]))[:8],
                "tempdir": __import__("tempfile").tempdir, "excepthook": str(sys.excepthook).split(" at ")[0], "recursion": sys.getrecursionlimit(),
            }))
            """;
        async Task<JsonElement> LookAsync(IKernelHost host)
        {
            await using KernelClient kernel = await host.StartAsync(folder.Kernel);
            ExecutionResult result = await RunAsync(kernel, Look);
            return JsonDocument.Parse(result.Notebook.Cells[0].Outputs.Single().Text).RootElement;
        }

        var local = new LocalHostOptions { Folder = folder.Path };
        JsonElement warm = await LookAsync(new WarmHost(new WarmHostOptions { Local = local }));
        JsonElement cold = await LookAsync(new LocalHost(local));

        Assert.Equal(
            cold.EnumerateObject().Select(fact => $"{fact.Name}: {fact.Value}"),
            warm.EnumerateObject().Select(fact => $"{fact.Name}: {fact.Value}"));
    }

    [Fact]
    public async Task Twenty_kernels_start_at_once_from_one_server()
    {
        var host = new WarmHost();

        string[] printed = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            await using KernelClient kernel = await host.StartAsync(folder.Kernel);
            ExecutionResult result = await RunAsync(kernel, $"print('kernel', {number})");
            return $"{kernel.Start.IsWarm} {result.Notebook.Cells[0].Outputs.Single().Text}";
        }));

        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"True kernel {number}\n"), printed);
        Assert.Equal(21, (await folder.Servers.ListAsync()).Single().Forks);
    }

    [Fact]
    public async Task A_server_that_is_ready_is_used_again_and_says_what_it_does()
    {
        ForkServerStatus first = await new WarmHost(new WarmHostOptions { Idle = TimeSpan.FromMinutes(3) }).WarmAsync(folder.Kernel, []);
        await using KernelClient kernel = await new WarmHost().StartAsync(folder.Kernel);

        ForkServerStatus second = await new WarmHost().WarmAsync(folder.Kernel, []);

        Assert.Equal((first.Pid, first.Key), (second.Pid, second.Key));
        Assert.Equal([kernel.Process!.Id], second.Kernels);
        Assert.Equal((TimeSpan.FromMinutes(3), first.Forks + 1), (second.IdleLimit, second.Forks));
        Assert.InRange(second.Memory, 10_000_000, 500_000_000);
    }

    [Fact]
    public async Task Nobody_else_can_reach_a_server()
    {
        ForkServerStatus server = await new WarmHost().WarmAsync(folder.Kernel, []);

        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Sockets));
        Assert.All(Directory.EnumerateFiles(folder.Sockets, $"{server.Key}.*"), file => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & ~(Owner | UnixFileMode.UserExecute)));
    }

    [Fact]
    public async Task A_folder_open_to_others_is_not_trusted()
    {
        Directory.CreateDirectory(folder.Sockets, Owner | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        KernelStart start = await StartAsync(folder.Kernel);

        Assert.Equal(new KernelStart(false, $"{folder.Sockets} is open to other users"), start);
    }

    [Fact]
    public async Task A_folder_that_is_a_link_is_not_trusted()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "elsewhere"), Owner | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(folder.Sockets, Path.Combine(folder.Path, "elsewhere"));

        KernelStart start = await StartAsync(folder.Kernel);

        Assert.Equal(new KernelStart(false, $"{folder.Sockets} is no folder"), start);
    }

    [Fact]
    public async Task What_the_interpreter_reads_at_its_start_has_a_server_of_its_own()
    {
        KernelChoice seeded = folder.KernelWith(("PYTHONHASHSEED", "1"));
        await using KernelClient warm = await new WarmHost().StartAsync(seeded);
        await using KernelClient cold = await new LocalHost().StartAsync(seeded);
        await using KernelClient other = await new WarmHost().StartAsync(folder.Kernel);

        string[] hashes = await Task.WhenAll(new[] { warm, cold, other }.Select(async kernel => (await RunAsync(kernel, "print(hash('deckle'))")).Notebook.Cells[0].Outputs.Single().Text));

        Assert.Equal((true, true), (warm.Start.IsWarm, other.Start.IsWarm));
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(hashes[0], hashes[2]);
        Assert.Equal(2, (await folder.Servers.ListAsync()).Count);
    }

    [Fact]
    public async Task A_server_knows_nothing_of_the_environment_of_who_started_it()
    {
        await new WarmHost().WarmAsync(folder.KernelWith(("TOKEN_OF_SOMEBODY", "a secret")), []);

        ForkServerStatus server = (await folder.Servers.ListAsync()).Single();

        Assert.DoesNotContain("a secret", await File.ReadAllTextAsync($"/proc/{server.Pid}/environ"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_work_ends()
    {
        ForkServerStatus server = await new WarmHost(new WarmHostOptions { Idle = TimeSpan.FromMilliseconds(50) }).WarmAsync(folder.Kernel, []);

        Assert.True(await OtherProcess.EndsAsync(server.Pid, TimeSpan.FromSeconds(10)));
        Assert.Empty(await folder.Servers.ListAsync());
        Assert.Empty(Directory.EnumerateFiles(folder.Sockets, "*.sock"));
    }

    [Fact]
    public async Task A_server_without_its_socket_ends()
    {
        ForkServerStatus server = await new WarmHost(new WarmHostOptions { Idle = TimeSpan.FromSeconds(2) }).WarmAsync(folder.Kernel, []);

        File.Delete(Path.Combine(folder.Sockets, $"{server.Key}.sock"));

        Assert.True(await OtherProcess.EndsAsync(server.Pid, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task After_an_installation_a_fresh_server_takes_over()
    {
        string packages = Directory.CreateDirectory(Path.Combine(folder.Path, "site-packages")).FullName;
        KernelChoice kernel = folder.KernelWith(("PYTHONPATH", packages));
        ForkServerStatus before = await new WarmHost().WarmAsync(kernel, []);
        await File.WriteAllTextAsync(Path.Combine(packages, "fresh.py"), "");

        KernelStart start = await StartAsync(kernel);

        Assert.True(start.IsWarm, start.Reason);
        Assert.NotEqual(before.Pid, (await folder.Servers.ListAsync()).Single().Pid);
    }

    [Fact]
    public async Task A_changed_module_of_the_user_is_not_stale()
    {
        string module = folder.Write("preloaded_module.py", "value = 1");
        KernelChoice kernel = folder.KernelWith(("PYTHONPATH", folder.Path));
        ForkServerStatus before = await new WarmHost().WarmAsync(kernel, ["preloaded_module"]);
        await File.WriteAllTextAsync(module, "value = 20");

        await using KernelClient client = await new WarmHost().StartAsync(kernel);
        ExecutionResult result = await RunAsync(client, "import preloaded_module\nprint(preloaded_module.value)");

        Assert.Equal(["preloaded_module"], before.Preload);
        Assert.Equal("20\n", result.Notebook.Cells[0].Outputs.Single().Text);
    }

    [Fact]
    public async Task What_runs_write_beside_their_modules_does_not_end_the_server()
    {
        KernelChoice kernel = folder.KernelWith(("PYTHONPATH", folder.Path));
        ForkServerStatus before = await new WarmHost().WarmAsync(kernel, []);
        folder.Write("written_later.py", "value = 7");

        await using KernelClient client = await new WarmHost().StartAsync(kernel);
        ExecutionResult result = await RunAsync(client, "import written_later\nprint(written_later.value)");

        Assert.Equal("7\n", result.Notebook.Cells[0].Outputs.Single().Text);
        Assert.Equal(before.Pid, (await folder.Servers.ListAsync()).Single().Pid);
    }

    [Fact]
    public async Task Where_a_server_was_killed_a_kernel_starts_cold_and_where_one_may_start_it_is_warm()
    {
        ForkServerStatus server = await new WarmHost().WarmAsync(folder.Kernel, []);
        Kill(server.Pid);
        Assert.True(await OtherProcess.EndsAsync(server.Pid, TimeSpan.FromSeconds(10)));

        KernelStart ready = await StartAsync(folder.Kernel, startsServer: false);
        KernelStart started = await StartAsync(folder.Kernel);

        Assert.Equal(new KernelStart(false, "the fork server has ended"), ready);
        Assert.True(started.IsWarm);
    }

    [Fact]
    public async Task Without_a_server_nothing_is_started_or_said_unless_that_is_wanted()
    {
        KernelStart start = await StartAsync(folder.Kernel, startsServer: false);

        Assert.Equal(KernelStart.Cold, start);
        Assert.False(Directory.Exists(folder.Sockets));
    }

    [Fact]
    public async Task A_kernel_ends_when_its_server_is_killed()
    {
        await using KernelClient kernel = await new WarmHost().StartAsync(folder.Kernel);
        int server = (await folder.Servers.ListAsync()).Single().Pid;

        ExecutionResult result = await RunAsync(kernel, $"import os, signal, time\nos.kill({server}, signal.SIGKILL)\ntime.sleep(60)");

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.False(OtherProcess.Runs(kernel.Process!.Id));
    }

    [Fact]
    public async Task A_server_that_is_stopped_leaves_kernels_to_their_owners()
    {
        await using KernelClient kernel = await new WarmHost().StartAsync(folder.Kernel);
        ForkServerStatus server = (await folder.Servers.ListAsync()).Single();

        bool stopped = await folder.Servers.StopAsync(server.Key, kill: false);
        ExecutionResult result = await RunAsync(kernel, "print('still here')");

        Assert.True(stopped);
        Assert.Equal("still here\n", result.Notebook.Cells[0].Outputs.Single().Text);
        KernelExit exit = await kernel.Process!.Exit;
        Assert.True(exit is { ExitCode: 0 } or { SignalName: "SIGTERM" }, exit.ToString());
        Assert.True(await OtherProcess.EndsAsync(server.Pid, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_server_that_is_stopped_can_take_its_kernels_along()
    {
        await using KernelClient kernel = await new WarmHost().StartAsync(folder.Kernel);

        await folder.Servers.StopAsync((await folder.Servers.ListAsync()).Single().Key, kill: true);

        Assert.Equal(9, (await kernel.Process!.Exit).Signal);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why_and_is_not_tried_again()
    {
        folder.Write("sitecustomize.py", "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), daemon=True).start()");
        KernelChoice kernel = folder.KernelWith(("PYTHONPATH", folder.Path));

        KernelStart first = await StartAsync(kernel);
        KernelStart second = await StartAsync(kernel);

        Assert.Equal(new KernelStart(false, "this Python starts threads by itself"), first);
        Assert.Equal(new KernelStart(false, "this Python starts threads by itself (known from an earlier start)"), second);
    }

    [Theory]
    [InlineData("DECKLE_WARM", "0", "DECKLE_WARM=0")]
    [InlineData("COVERAGE_PROCESS_START", "x", "coverage is measured (COVERAGE_PROCESS_START)")]
    public async Task Some_kernels_are_never_warm(string variable, string value, string reason)
    {
        KernelStart start = await StartAsync(folder.KernelWith((variable, value)));

        Assert.Equal(new KernelStart(false, reason), start);
        Assert.False(Directory.Exists(folder.Sockets));
    }

    [Theory]
    [InlineData("no_such_module", "'no_such_module' cannot be imported: ModuleNotFoundError: No module named 'no_such_module'")]
    [InlineData("not a name", "'not a name' is no name of a module")]
    [InlineData("torch.nn", "'torch' cannot be preloaded: it does not survive a fork")]
    [InlineData("starts_a_thread", "'starts_a_thread' starts threads when it is imported, which do not survive a fork")]
    [InlineData("kills_itself", "the import of 'kills_itself' crashed or took longer than a minute")]
    [InlineData("imports_torch", "'imports_torch' imports torch, which does not survive a fork")]
    public async Task A_module_that_cannot_be_preloaded_is_refused_and_the_server_is_none_the_worse(string module, string message)
    {
        folder.Write("starts_a_thread.py", "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), daemon=True).start()");
        folder.Write("kills_itself.py", "import os\nos.abort()");
        folder.Write("imports_torch.py", "import sys\nsys.modules['torch'] = sys");
        KernelChoice kernel = folder.KernelWith(("PYTHONPATH", folder.Path));
        ForkServerStatus server = await new WarmHost().WarmAsync(kernel, []);

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => new WarmHost().WarmAsync(kernel, [module]));

        Assert.Equal(("preload-refused", message), (error.Code, error.Message));
        Assert.Equal(server.Pid, (await new WarmHost().WarmAsync(kernel, [])).Pid);
    }

    [Fact]
    public async Task Figures_are_shown_where_their_modules_were_preloaded()
    {
        ForkServerStatus server = await new WarmHost().WarmAsync(folder.Kernel, ["numpy", "matplotlib.pyplot"]);
        await using KernelClient kernel = await new WarmHost().StartAsync(folder.Kernel);

        ExecutionResult result = await RunAsync(kernel, "import sys\nprint('matplotlib.pyplot' in sys.modules)", "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])");

        Assert.Equal(["numpy", "matplotlib.pyplot"], server.Preload);
        Assert.Equal("True\n", result.Notebook.Cells[0].Outputs.Single().Text);
        Assert.Contains(result.Notebook.Cells[1].Outputs, output => output.Data.Text("image/png") is not null);
    }

    private static async Task<KernelStart> StartAsync(KernelChoice kernel, bool startsServer = true)
    {
        await using KernelClient client = await new WarmHost(new WarmHostOptions { StartsServer = startsServer }).StartAsync(kernel);
        await RunAsync(client, "1");
        return client.Start;
    }

    private static Task<ExecutionResult> RunAsync(KernelClient kernel, params string[] sources) => new Executor(kernel).RunAsync(MemoryKernel.NotebookOf(sources));

    private static void Kill(int id) => System.Diagnostics.Process.GetProcessById(id).Kill();
}
