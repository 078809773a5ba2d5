using Deckle.Kernels.Holding;
using Deckle.Kernels.Tests.Execution;
using Deckle.Kernels.Tests.Waiting;

namespace Deckle.Kernels.Tests.Holding;

/// <summary>Real kernels; each test ends those it kept.</summary>
public sealed class HeldKernelsTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = Owner | UnixFileMode.UserExecute;

    private static readonly HoldNote Note = new("python3", "/notebooks/out.ipynb", "1 (id c1)", ["aa", "bb"]);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly string folder = Directory.CreateTempSubdirectory("deckle-test-").FullName;
    private readonly HeldKernels kept;

    public HeldKernelsTests()
    {
        kept = new HeldKernels(Path.Combine(folder, "deckle", "kept"));
        kept.Prepare();
    }

    [Fact]
    public async Task A_kept_kernel_outlives_its_client_and_can_be_attached_to()
    {
        HeldKernel held = await HoldAsync("x = 41");

        HeldKernel found = Assert.Single(kept.All());
        Assert.Equal((held.Id, "python3", "/notebooks/out.ipynb", "1 (id c1)"), (found.Id, found.Connection.KernelName, found.Notebook, found.Cell));
        Assert.Equal(Note.Ran, found.Ran);
        await using KernelClient? again = await kept.AttachAsync(found, Minute, TestContext.Current.CancellationToken);
        Assert.Null(await kept.AttachAsync(found, Minute, TestContext.Current.CancellationToken));
        ExecutionResult result = await new Executor(again!).RunAsync(MemoryKernel.NotebookOf("x + 1"));

        Assert.Equal("42", result.Notebook.Cells.Single().Outputs.Single().Data.Text("text/plain"));
        await again!.Process!.Exit;
        Assert.Empty(kept.All());
        Assert.False(File.Exists(found.ConnectionFile));
    }

    [Fact]
    public async Task Its_file_is_the_users_alone()
    {
        HeldKernel held = await HoldAsync("1");

        Assert.Equal(Owner, File.GetUnixFileMode(held.ConnectionFile));
        Assert.Equal(OwnerFolder, File.GetUnixFileMode(Path.GetDirectoryName(held.ConnectionFile)!));
        await kept.ReleaseAsync(held, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_released_kernel_is_gone_with_all_its_files()
    {
        HeldKernel held = await HoldAsync("import subprocess\nsubprocess.Popen(['sleep', '100'])");

        await kept.ReleaseAsync(held, TestContext.Current.CancellationToken);

        Assert.Empty(kept.All());
        Assert.False(File.Exists(held.ConnectionFile));
        Assert.False(Directory.Exists(Path.GetDirectoryName(held.Connection.Ip)));
        await AssertGoneAsync(held);
    }

    [Fact]
    public async Task A_kernel_ends_when_its_time_is_over()
    {
        HeldKernel held = await HoldAsync("1", TimeSpan.FromSeconds(1));

        await AssertGoneAsync(held);
        Assert.Empty(kept.All());
    }

    [Fact]
    public async Task A_kernel_that_ends_by_itself_is_no_longer_kept()
    {
        HeldKernel held = await HoldAsync("import os, threading\nthreading.Timer(0.2, os._exit, [0]).start()");

        await AssertGoneAsync(held);
        Assert.Empty(kept.All());
    }

    [Fact]
    public async Task What_a_kept_kernel_writes_does_not_stop_it()
    {
        // More than a pipe holds, on the descriptor itself.
        HeldKernel held = await HoldAsync("import os, threading\nthreading.Timer(0.1, lambda: os.write(2, b'x' * 1_000_000)).start()");

        await using KernelClient? again = await kept.AttachAsync(held, Minute, TestContext.Current.CancellationToken);
        ExecutionResult result = await new Executor(again!).RunAsync(MemoryKernel.NotebookOf("import time\nwhile threading.active_count() > 100: time.sleep(0.1)\n1"));

        Assert.Equal(ExecutionStatus.Completed, result.Status);
    }

    [Fact]
    public async Task A_kernel_can_be_kept_again_and_interrupted_meanwhile()
    {
        HeldKernel held = await HoldAsync("x = 1");
        await using (KernelClient? again = await kept.AttachAsync(held, Minute, TestContext.Current.CancellationToken))
        {
            ExecutionResult result = await new Executor(again!).RunAsync(
                MemoryKernel.NotebookOf("x = 2", "import time\ntime.sleep(100)"), new ExecutionOptions { CellTimeout = TimeSpan.FromSeconds(1), HoldAs = held.Id });
            Assert.True(result.IsKernelKept);
            Assert.NotNull(kept.Hold(again!, held.Id, Minute, Note with { Cell = "another" }));
        }

        HeldKernel found = Assert.Single(kept.All());
        Assert.Equal((held.Id, "another"), (found.Id, found.Cell));
        await kept.ReleaseAsync(found, TestContext.Current.CancellationToken);
        await AssertGoneAsync(held);
    }

    [Fact]
    public async Task A_kernel_that_is_given_back_stays_kept()
    {
        HeldKernel held = await HoldAsync("x = 1");

        await kept.GiveBackAsync((await kept.AttachAsync(held, Minute, TestContext.Current.CancellationToken))!);

        Assert.Equal(held.Ends.ToUnixTimeSeconds(), Assert.Single(kept.All()).Ends.ToUnixTimeSeconds());
    }

    [Fact]
    public void A_folder_that_others_can_read_keeps_no_kernels()
    {
        string open = Path.Combine(folder, "open");
        Directory.CreateDirectory(open, OwnerFolder | UnixFileMode.OtherRead);

        DeckleException error = Assert.Throws<DeckleException>(() => new HeldKernels(Path.Combine(open, "kept")).Prepare());

        Assert.Equal("kept-folder-not-private", error.Code);
    }

    [Fact]
    public void A_file_without_a_holder_is_removed()
    {
        string file = Path.Combine(folder, "deckle", "kept", "0badf00d.json");
        File.WriteAllText(file, """
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "/x", "key": "k", "transport": "ipc",
             "deckle": {"ends": "2030-01-01T00:00:00Z", "process": 999999999, "holder": 999999999, "folder": "/x"}}
            """);

        Assert.Empty(kept.All());
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void An_unknown_id_is_an_error() => Assert.Equal("kernel-not-kept", Assert.Throws<DeckleException>(() => kept.Find("nobody")).Code);

    public void Dispose()
    {
        foreach (HeldKernel held in kept.All())
        {
            kept.ReleaseAsync(held).GetAwaiter().GetResult();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task<HeldKernel> HoldAsync(string code, TimeSpan? time = null)
    {
        await using KernelClient kernel = await new LocalHost(new LocalHostOptions { MayOutlive = true }).StartAsync("python3");
        await new Executor(kernel).RunAsync(MemoryKernel.NotebookOf(code), new ExecutionOptions { ShutdownKernel = false });
        return kept.Hold(kernel, HeldKernels.NewId(), time ?? Minute, Note)!;
    }

    // Its files are removed behind its end, by the shell that held it.
    private static async Task AssertGoneAsync(HeldKernel held)
    {
        Assert.True(await OtherProcess.EndsAsync(held.Holder, Minute));
        Assert.False(Directory.Exists(Path.GetDirectoryName(held.Connection.Ip)));
        Assert.False(File.Exists(held.ConnectionFile));
    }
}
