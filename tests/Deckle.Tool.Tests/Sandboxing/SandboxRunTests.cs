using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Sandboxing;

/// <summary>Runs inside of sandboxes are runs like others: what they may do, how they are interrupted and how they end.</summary>
public class SandboxRunTests
{
    [Theory]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task What_was_granted_can_be_used(string mode)
    {
        await SandboxDoctorReport.ClaimsAsync(mode);
        using var folder = new SandboxFolder();
        folder.Write("data/table.csv", "1,2,3\n");
        Directory.CreateDirectory(folder.Combine("results"));
        folder.Write("work/own.txt", "own\n");
        const string Cell = """
            import os, subprocess, tempfile
            print(open("own.txt").read(), open("../data/table.csv").read(), sep="", end="")
            open("../results/made", "w").write("made")
            tempfile.TemporaryFile(); open(os.path.expanduser("~/.note"), "w").close()
            print(os.environ["GIVEN"], subprocess.run("echo sub | cat", shell=True, capture_output=True, text=True).stdout, end="")
            """;

        ProcessOutcome outcome = await folder.RunAsync(
            [Cell, "x = 'shell'\n!echo $x {1 + 1}; exit 3\nprint(_exit_code)"], "--sandbox", mode, "--no-network", "--read-only", "../data", "--writable", "../results", "--env", "GIVEN=given");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Equal("own\n1,2,3\ngiven sub\n", folder.Result.Cells[0].Outputs[0].Text);
        Assert.Equal("shell 2\n3\n", folder.Result.Cells[1].Outputs[0].Text.ReplaceLineEndings("\n"));
        Assert.Equal("made", folder.Read("results/made"));
        JsonObject sandbox = SandboxFolder.Json(outcome).Get<JsonObject>("sandbox")!;
        Assert.Equal(mode, sandbox.GetText("mode"));
        Assert.Equal(JsonBoolean.False, sandbox["network"]);
        Assert.Contains(sandbox.Get<JsonArray>("enforced")!.OfType<JsonObject>(), each => each.GetText("what") == "network");
        Assert.Empty(folder.Leftovers());
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task A_folder_that_holds_what_programs_need_can_be_granted_whole(string mode)
    {
        await SandboxDoctorReport.ClaimsAsync(mode);
        using var folder = new SandboxFolder();

        ProcessOutcome outcome = await folder.RunAsync(["print(open('/etc/localtime', 'rb').read(4), open('/etc/fstab').read()[:0])"], "--sandbox", mode, "--read-only", "/etc");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Equal("b'TZif' \n", folder.Result.Cells[0].Outputs[0].Text);
    }

    [Fact]
    public async Task Folders_too_deep_for_a_path_end_with_the_run()
    {
        await SandboxDoctorReport.ClaimsAsync("landlock");
        using var folder = new SandboxFolder();

        ProcessOutcome outcome = await folder.RunAsync(
            ["import os\nos.makedirs(os.path.expanduser('~/a/b'))\nos.chmod(os.path.expanduser('~/a'), 0)\nos.chdir(os.path.expanduser('~'))\nfor _ in range(100): os.mkdir('d' * 100); os.chdir('d' * 100)"], "--sandbox", "landlock");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Empty(folder.Leftovers());
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task Links_that_a_cell_makes_lead_no_result_elsewhere(string mode)
    {
        await SandboxDoctorReport.ClaimsAsync(mode);
        using var folder = new SandboxFolder();
        string cell = $"import os\nos.path.lexists('out.ipynb') and os.remove('out.ipynb')\nos.symlink('{folder.Outside}/secret', 'out.ipynb')";
        string replaced = $"import os\nos.rename('res', 'moved')\nos.symlink('{folder.Outside}', 'res')";
        string[] walls = ["--sandbox", mode, "--no-network", "--writable", "."];

        ProcessOutcome link = await folder.RunAsync([cell], walls);
        folder.Write("work/in.ipynb", TestNotebook.Of(replaced));
        ProcessOutcome moved = await folder.DeckleAsync(["batch", "in.ipynb", "--output-dir", "res", .. walls]);

        Assert.True(link.ExitCode == 0, link.Transcript);
        Assert.Equal("completed", folder.Result.Metadata.Get<JsonObject>("deckle")!.GetText("status"));
        Assert.Contains("its folder", moved.Stdout, StringComparison.Ordinal);
        Assert.Equal(3, moved.ExitCode);
        Assert.Equal("not for notebooks", folder.Read("outside/secret"));
        Assert.Equal([Path.Combine(folder.Outside, "secret")], Directory.GetFileSystemEntries(folder.Outside));
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task A_limit_of_time_interrupts_the_cell_and_what_it_waits_for(string mode)
    {
        await SandboxDoctorReport.ClaimsAsync(mode);
        using var folder = new SandboxFolder();

        ProcessOutcome outcome = await folder.RunAsync(
            ["import time\ntry: time.sleep(60)\nexcept KeyboardInterrupt: print('interrupted'); raise", $"import subprocess\nsubprocess.run(['sleep', '{folder.Marker}'])", "print('alive')"],
            "--sandbox", mode, "--no-network", "--execution-timeout", "1", "--allow-errors");

        Assert.Equal(["interrupted\n", "", "alive\n"], folder.Result.Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.Outputs is [var first, ..] ? first.Text : ""));
        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Empty(folder.Leftovers());
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task Nothing_outlives_deckle(string mode)
    {
        IReadOnlyDictionary<string, bool> claims = await SandboxDoctorReport.ClaimsAsync(mode);
        Assert.SkipUnless(claims["leftovers"], $"{mode} cannot find what leaves the kernel's group here, and the doctor says so");
        using var folder = new SandboxFolder();
        Directory.CreateDirectory(folder.Combine("results"));
        folder.Write("work/in.ipynb", TestNotebook.Of(
            $"import subprocess, time\nsubprocess.Popen(['setsid', 'sleep', '{folder.Marker}'], start_new_session=True)\nsubprocess.Popen(['sleep', '{folder.Marker}'])\nopen('../results/ready', 'w').close()\ntime.sleep(60)"));

        // The shell becomes its own last command, so that $! is deckle's id.
        ProcessOutcome outcome = await folder.ShellAsync(
            $"deckle run in.ipynb out.ipynb --sandbox {mode} --no-network --writable ../results & while [ ! -e ../results/ready ]; do kill -0 $! || exit 9; sleep 0.05; done; kill -s KILL $!; wait $!");

        Assert.True(outcome.ExitCode == 137, outcome.Transcript);
        Assert.Empty(await folder.LeftoversAsync(TimeSpan.FromSeconds(5)));
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task R_runs_without_a_network(string mode)
    {
        await SandboxDoctorReport.ClaimsAsync(mode);
        using var folder = new SandboxFolder();
        folder.Write("work/in.ipynb", TestNotebook.On("ir", TestNotebook.Code("cat(1 + 1)"), TestNotebook.Code("tryCatch({url('http://127.0.0.1:9', open = 'r'); cat('open')}, error = function(e) cat('closed'), warning = function(w) cat('closed'))")));

        ProcessOutcome outcome = await folder.DeckleAsync("run", "in.ipynb", "out.ipynb", "--sandbox", mode, "--no-network");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Equal(["2", "closed"], folder.Result.Cells.Select(cell => cell.Outputs[0].Text));
    }

    [Fact]
    public async Task A_kernel_that_speaks_through_TCP_only_is_refused()
    {
        await SandboxDoctorReport.ClaimsAsync("landlock");
        using var folder = new SandboxFolder();
        folder.Write("home/.local/share/jupyter/kernels/odd/kernel.json", """{"argv": ["/bin/true", "{connection_file}"], "display_name": "Odd", "language": "odd"}""");
        folder.Write("work/in.ipynb", TestNotebook.On("odd", TestNotebook.Code("1")));

        ProcessOutcome outcome = await folder.DeckleAsync("run", "in.ipynb", "--no-network");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("error[sandbox-kernel-needs-tcp]", outcome.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_folder_is_not_granted_by_working_in_it()
    {
        await SandboxDoctorReport.ClaimsAsync("landlock");
        using var folder = new SandboxFolder();
        folder.Write("home/in.ipynb", TestNotebook.Of("1"));

        ProcessOutcome outcome = await folder.DeckleAsync("run", "../home/in.ipynb", "--cwd", "../home", "--sandbox", "landlock");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("error[sandbox-folder-too-wide]", outcome.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warm_kernel_is_not_used()
    {
        await SandboxDoctorReport.ClaimsAsync("landlock");
        using var folder = new SandboxFolder();

        ProcessOutcome outcome = await folder.RunAsync(["1"], "--sandbox", "landlock", "--warm");

        Assert.Equal("cold", SandboxFolder.Json(outcome).Get<JsonObject>("kernel")!.GetText("start"));
        Assert.Equal("landlock", SandboxFolder.Json(outcome).Get<JsonObject>("sandbox")!.GetText("mode"));
        Assert.Contains("the kernel started cold: a sandboxed kernel has nothing in common with others", outcome.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_notebooks_and_tests_take_the_same_options()
    {
        await SandboxDoctorReport.ClaimsAsync("landlock");
        using var folder = new SandboxFolder();
        folder.Write("work/in.ipynb", TestNotebook.Of("import socket\nsocket.socket()"));

        ProcessOutcome batch = await folder.DeckleAsync("batch", "in.ipynb", "--output-dir", "runs", "--sandbox", "landlock", "--no-network");
        ProcessOutcome test = await folder.DeckleAsync("test", "in.ipynb", "--sandbox", "landlock", "--no-network");

        Assert.Equal((1, 1), (batch.ExitCode, test.ExitCode));
        Assert.Contains("PermissionError", batch.Stdout, StringComparison.Ordinal);
        Assert.Contains("PermissionError", test.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sandbox off contradicts --no-network", "--sandbox", "off", "--no-network")]
    [InlineData("--memory lots: not a size", "--memory", "lots")]
    [InlineData("--cpus 0: not a number of processors", "--cpus", "0")]
    [InlineData("there is no ", "--read-only", "nowhere")]
    [InlineData("a kernel that is granted / is in no sandbox", "--writable", "/")]
    [InlineData("a sandboxed kernel ends with its run", "--sandbox", "auto", "--keep-kernel-on-failure")]
    public async Task What_makes_no_sense_is_refused_before_anything_runs(string told, params string[] options)
    {
        using var folder = new SandboxFolder();

        ProcessOutcome outcome = await folder.RunAsync(["1"], options);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(told, outcome.Stdout, StringComparison.Ordinal);
    }
}
