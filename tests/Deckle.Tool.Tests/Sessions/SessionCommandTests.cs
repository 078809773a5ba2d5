using System.Diagnostics;
using Deckle.Json;
using Deckle.Kernels.Tests.Waiting;

namespace Deckle.Tool.Tests.Sessions;

/// <summary><c>deckle session</c> with real kernels of Python and R.</summary>
public class SessionCommandTests
{
    private const string Hostile = """
        class Hostile:
            def __repr__(self): print("ran"); raise ValueError
            __len__ = __str__ = __repr__
            shape = property(__repr__)
        class List(list):
            def __repr__(self): print("ran"); return "x"
            __len__ = __iter__ = __repr__
        a, b, c, text = Hostile(), List(), {"k": Hostile(), 1: [2]}, "é" * 200
        import numpy, pandas
        m = numpy.zeros((3, 4)); t = pandas.DataFrame({"x": [1], "y": [2]})
        """;

    [Fact]
    public async Task Variables_outlive_the_command_and_errors_are_bad_news()
    {
        await using var folder = new SessionFolder();
        ProcessOutcome started = await folder.SessionAsync("start", "--name", "data");

        ProcessOutcome defined = await folder.SessionAsync("exec", "import sys; x = 20; print('out'); print('err', file=sys.stderr); x + 1");
        ProcessOutcome failed = await folder.SessionAsync("exec", "x / 0");

        Assert.Equal("data\n", started.Stdout);
        Assert.Contains("jupyter console --existing ", started.Stderr, StringComparison.Ordinal);
        Assert.Equal((0, "out\n21\n", "err\n"), (defined.ExitCode, defined.Stdout, defined.Stderr));
        Assert.Equal((1, ""), (failed.ExitCode, failed.Stdout));
        Assert.Contains("ZeroDivisionError: division by zero", failed.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detached_job_goes_on_and_its_results_are_read_later_and_again()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");
        string gate = Path.Combine(folder.Path, "gate");
        string job = (await folder.SessionAsync("exec", "--detach", $"import os, time\nprint('one', flush=True)\nwhile not os.path.exists({PythonText(gate)}): time.sleep(.01)\nprint('two')")).Stdout.Trim();

        ProcessOutcome busy = await folder.SessionAsync("vars", "--wait", "0.1");
        Task<ProcessOutcome> followed = folder.SessionAsync("results", job, "--follow");
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);
        ProcessOutcome[] results = [await followed, await folder.SessionAsync("results", job), await folder.SessionAsync("results", job, "--from", "1")];

        Assert.Equal(3, busy.ExitCode);
        Assert.Contains($"is busy with the job {job}", busy.Stderr, StringComparison.Ordinal);
        Assert.Equal(["one\ntwo\n", "one\ntwo\n"], results.Take(2).Select(result => result.Stdout));
        Assert.EndsWith("two\n", results[2].Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_outlives_its_client_and_control_c_interrupts_it()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");
        string begun = Path.Combine(folder.Path, "begun");
        string wait = $"open({PythonText(begun)}, 'w').close()\nimport time\nfor _ in range(3000): time.sleep(.01)";
        string ended = $"while [ ! -e {begun} ]; do sleep .01; done; rm {begun}";

        ProcessOutcome killed = await folder.ShellAsync($"deckle session exec \"{wait}\" & client=$!; {ended}; kill -KILL $client; deckle session list; deckle session interrupt");
        ProcessOutcome interrupted = await folder.ShellAsync($"env --default-signal deckle session exec \"{wait}\" & client=$!; {ended}; kill -INT $client; wait $client");

        Assert.Contains("busy with", killed.Stdout, StringComparison.Ordinal);
        Assert.Contains("interrupted: ", killed.Stdout, StringComparison.Ordinal);
        Assert.Contains("KeyboardInterrupt", interrupted.Stderr, StringComparison.Ordinal);
        Assert.Equal(130, interrupted.ExitCode);
    }

    [Theory]
    [InlineData("python3", "import time\ntry: time.sleep(30)\nexcept KeyboardInterrupt: pass")]
    [InlineData("ir", "Sys.sleep(30)")]
    public async Task What_a_limit_cut_short_is_not_called_good(string kernel, string code)
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start", "--kernel", kernel);

        ProcessOutcome late = await folder.SessionAsync("exec", code, "--timeout", "0.5");
        JsonObject log = await folder.JsonAsync("log");

        Assert.Equal(124, late.ExitCode);
        Assert.Equal("timeout", ((JsonObject)log.Get<JsonArray>("jobs")![0]).GetText("status"));
    }

    [Fact]
    public async Task A_second_control_c_leaves_a_job_that_does_not_heed_the_first()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");
        folder.Write("job.py", """
            import time
            open("begun", "w").close()
            for _ in range(3000):
                try: time.sleep(.01)
                except KeyboardInterrupt: open("heard", "w").close()
            """);

        ProcessOutcome left = await folder.ShellAsync(
            "env --default-signal deckle session exec --file job.py & client=$!; for place in begun heard; do while [ ! -e $place ]; do sleep .01; done; kill -INT $client; done; wait $client");

        Assert.Equal(130, left.ExitCode);
        Assert.Matches("^still running: [^;]+; go on with: deckle session results [^ ]+ --follow\n$", left.Stderr);
    }

    [Fact]
    public async Task Output_that_cannot_be_written_ends_the_command_and_a_restart_aborts_the_job()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");

        ProcessOutcome full = await folder.ShellAsync("deckle session exec 'print(1)' >/dev/full");
        await folder.SessionAsync("exec", "--detach", "import time; time.sleep(60)");
        await folder.SessionAsync("restart");
        JsonObject log = await folder.JsonAsync("log");

        Assert.Equal(3, full.ExitCode);
        Assert.StartsWith("error[not-written]", full.Stderr, StringComparison.Ordinal);
        Assert.Equal("aborted", ((JsonObject)log.Get<JsonArray>("jobs")![^1]).GetText("status"));
    }

    [Theory]
    [InlineData("exec", "1", "--max-output", "-1")]
    [InlineData("log", "--last", "-1")]
    [InlineData("results", "x", "--from", "-1")]
    public async Task Counts_below_zero_are_refused(params string[] arguments)
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");

        ProcessOutcome refused = await folder.SessionAsync(arguments);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("-1: not a number from 0", refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_are_listed_without_running_anything_of_theirs()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");
        await folder.SessionAsync("exec", Hostile);

        JsonObject listed = await folder.JsonAsync("vars");
        JsonObject log = await folder.JsonAsync("log");

        var variables = listed.Get<JsonArray>("variables")!.Cast<JsonObject>().ToDictionary(variable => variable.GetText("name")!);
        Assert.Equal(["a", "b", "c", "m", "t", "text"], variables.Keys);
        Assert.Equal("""{"name": "a", "type": "Hostile"}""", variables["a"].ToString());
        Assert.Equal("""{"name": "b", "type": "List"}""", variables["b"].ToString());
        Assert.Equal("{'k': <Hostile>, 1: <list>}", variables["c"].GetText("value"));
        Assert.Equal("[3, 4]", variables["m"]["shape"]!.ToString());
        Assert.Equal("""["x", "y"]""", variables["t"]["columns"]!.ToString());
        Assert.Equal("200", variables["text"]["length"]!.ToString());
        Assert.Equal("0", ((JsonObject)log.Get<JsonArray>("jobs")![0])["next"]!.ToString());
    }

    [Fact]
    public async Task Sessions_of_R_run_list_and_restart()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start", "--kernel", "ir");

        ProcessOutcome run = await folder.SessionAsync("exec", "x <- c(1, 2); length.foo <- function(x) cat('ran'); f <- structure(list(1), class = 'foo'); x");
        ProcessOutcome variables = await folder.SessionAsync("vars");
        ProcessOutcome asked = await folder.SessionAsync("exec", "print(readline('name? '))");
        ProcessOutcome failed = await folder.SessionAsync("exec", "stop('no')");
        await folder.SessionAsync("restart");
        ProcessOutcome empty = await folder.SessionAsync("vars");

        Assert.Equal("[1] 1 2\n", run.Stdout);
        Assert.Equal("[1] \"\"\n", asked.Stdout);
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("x     double  2     1 2", variables.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("ran", variables.Stdout, StringComparison.Ordinal);
        Assert.Equal("no variables\n", empty.Stdout);
    }

    [Fact]
    public async Task Two_clients_that_need_a_host_get_the_same_one_and_run_side_by_side()
    {
        await using var folder = new SessionFolder();

        ProcessOutcome[] started = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => folder.SessionAsync("start", "--name", $"n{number}")));
        ProcessOutcome[] run = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => folder.SessionAsync("exec", "--session", $"n{number % 3}", $"print({number})")));
        JsonObject list = await folder.JsonAsync("list");
        ProcessOutcome ambiguous = await folder.SessionAsync("exec", "1");

        Assert.All(started, outcome => Assert.Equal(0, outcome.ExitCode));
        Assert.Equal(Enumerable.Range(0, 6).Select(number => $"{number}\n"), run.Select(outcome => outcome.Stdout));
        Assert.Equal(["n0", "n1", "n2"], list.Get<JsonArray>("sessions")!.Cast<JsonObject>().Select(session => session.GetText("name")).Order());
        Assert.Equal(2, ambiguous.ExitCode);
        Assert.Contains("error[session-ambiguous]", ambiguous.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_killed_leaves_no_kernel_and_a_clear_error()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");
        string begun = Path.Combine(folder.Path, "begun");
        Task<ProcessOutcome> waiting = folder.SessionAsync("exec", $"open({PythonText(begun)}, 'w').close(); import time; time.sleep(100)");
        await Eventually.IsAsync(() => File.Exists(begun), folder.Path, () => [waiting], TimeSpan.FromSeconds(20));

        Process.GetProcessById(folder.HostProcess).Kill();
        ProcessOutcome lost = await waiting;
        IReadOnlyList<string> left = await folder.KernelsAsync(TimeSpan.FromSeconds(5));
        ProcessOutcome again = await folder.SessionAsync("start", "--name", "again");

        Assert.Equal(3, lost.ExitCode);
        Assert.Contains("error[session-host-gone]", lost.Stderr, StringComparison.Ordinal);
        Assert.Empty(left);
        Assert.Equal("again\n", again.Stdout);
    }

    [Fact]
    public async Task A_kernel_that_dies_is_told_with_its_cause_and_a_restart_brings_another()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");

        ProcessOutcome died = await folder.SessionAsync("exec", "import os; os._exit(7)");
        ProcessOutcome dead = await folder.SessionAsync("exec", "1");
        ProcessOutcome restarted = await folder.SessionAsync("restart");
        ProcessOutcome alive = await folder.SessionAsync("exec", "1");

        Assert.Equal(138, died.ExitCode);
        Assert.Contains("exited with code 7", died.Stderr, StringComparison.Ordinal);
        Assert.Equal(3, dead.ExitCode);
        Assert.Contains("error[session-dead]", dead.Stderr, StringComparison.Ordinal);
        Assert.Equal((0, "1\n"), (restarted.ExitCode, alive.Stdout));
    }

    [Fact]
    public async Task A_kernel_of_somebody_else_is_used_while_it_is_busy_and_goes_on_afterwards()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start", "--name", "first");
        string file = ((JsonObject)(await folder.JsonAsync("list")).Get<JsonArray>("sessions")![0]).GetText("connection_file")!;
        string gate = Path.Combine(folder.Path, "gate");
        await folder.SessionAsync("exec", "--detach", "-s", "first", $"import os, time\nwhile not os.path.exists({PythonText(gate)}): time.sleep(.01)\nx = 5");

        ProcessOutcome attached = await folder.SessionAsync("start", "--name", "second", "--existing", file);
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);
        ProcessOutcome shared = await folder.SessionAsync("exec", "-s", "second", "x");
        ProcessOutcome refused = await folder.SessionAsync("restart", "-s", "second");
        await folder.SessionAsync("stop", "-s", "second");
        ProcessOutcome after = await folder.SessionAsync("exec", "-s", "first", "x + 1");

        Assert.Equal(0, attached.ExitCode);
        Assert.Equal(("5\n", "6\n"), (shared.Stdout, after.Stdout));
        Assert.Contains("error[session-not-ours]", refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_runs_in_the_session_and_its_outputs_go_back_into_the_file()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");
        string before = """
            {"cells": [{"cell_type": "code", "execution_count": null, "id": "load-data", "metadata": {}, "outputs": [], "source": ["print(6 * 7)"]}],
              "metadata": {"kept":  1}, "nbformat": 4, "nbformat_minor": 5}
            """;
        folder.Write("a.ipynb", before);

        ProcessOutcome run = await folder.SessionAsync("run-cell", "a.ipynb", "load-data", "--save");
        ProcessOutcome unknown = await folder.SessionAsync("run-cell", "a.ipynb", "load-dat");
        ProcessOutcome saved = await folder.SessionAsync("save", "history.ipynb");

        Assert.Equal((0, "42\n"), (run.ExitCode, run.Stdout));
        Notebook notebook = NotebookReader.Read(System.Text.Encoding.UTF8.GetBytes(folder.Read("a.ipynb")));
        Assert.Equal("42\n", Assert.Single(notebook.Cells[0].Outputs).Text);
        Assert.Equal(1, notebook.Cells[0].ExecutionCount);
        Assert.Contains("\"metadata\": {\"kept\":  1}", folder.Read("a.ipynb"), StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("did you mean load-data?", unknown.Stderr, StringComparison.Ordinal);
        Assert.Equal(0, saved.ExitCode);
        Assert.Empty(NotebookValidator.Validate(NotebookReader.Read(System.Text.Encoding.UTF8.GetBytes(folder.Read("history.ipynb")))));
    }

    [Fact]
    public async Task A_large_output_costs_its_reader_a_bounded_answer()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");

        JsonObject job = await folder.JsonAsync("exec", "print('x' * 20_000_000)", "--max-output", "1000");

        Assert.Equal("completed", job.GetText("status"));
        Assert.Equal("20000001", job["output_bytes"]!.ToString());
        Assert.InRange(job.ToString().Length, 1000, 3000);
    }

    [Fact]
    public async Task Pictures_are_told_as_files()
    {
        await using var folder = new SessionFolder();
        await folder.SessionAsync("start");

        ProcessOutcome shown = await folder.SessionAsync("exec", "from IPython.display import Image, display\ndisplay(Image(data=b'\\x89PNG\\r\\n\\x1a\\n1234', format='png'))");

        Assert.StartsWith("[image/png, 12 bytes: ", shown.Stdout, StringComparison.Ordinal);
        Assert.Equal(12, new FileInfo(shown.Stdout.Trim().TrimEnd(']').Split(": ")[1]).Length);
    }

    [Fact]
    public async Task A_session_without_work_ends_and_the_host_after_it()
    {
        await using var folder = new SessionFolder();
        Task<ProcessOutcome> host = folder.SessionAsync("host", "--linger", "1s");
        await Eventually.IsAsync(() => File.Exists(Path.Combine(folder.HostFolder, "host.pid")), folder.Path, () => [host], TimeSpan.FromSeconds(20));

        await folder.SessionAsync("start", "--idle", "1s");
        ProcessOutcome ended = await host;
        IReadOnlyList<string> left = await folder.KernelsAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(0, ended.ExitCode);
        Assert.Empty(left);
    }

    [Fact]
    public async Task A_host_of_another_version_is_told_apart()
    {
        await using var folder = new SessionFolder();
        string socket = Path.Combine(folder.HostFolder, "host.sock");
        foreach (string each in (string[])[Path.GetDirectoryName(folder.HostFolder)!, folder.HostFolder])
        {
            Directory.CreateDirectory(each, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using var listener = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        listener.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(socket));
        listener.Listen();
        Task<ProcessOutcome> asked = folder.SessionAsync("list");
        using (System.Net.Sockets.Socket client = await listener.AcceptAsync(TestContext.Current.CancellationToken))
        {
            await client.SendAsync("{\"deckle_sessions\": 99, \"version\": \"9.9.9\", \"process\": 12345}\n"u8.ToArray(), TestContext.Current.CancellationToken);
            ProcessOutcome outcome = await asked;

            Assert.Equal(3, outcome.ExitCode);
            Assert.Contains("error[session-host-other-version]", outcome.Stderr, StringComparison.Ordinal);
            Assert.Contains("9.9.9", outcome.Stderr, StringComparison.Ordinal);
        }

        listener.Dispose();
        File.Delete(socket);
    }

    private static string PythonText(string text) => $"'{text}'";
}
