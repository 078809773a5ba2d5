using Deckle.Tool.Tests.Running;
using Deckle.Tool.Tests.Sandboxing;

namespace Deckle.Tool.Tests.HostTools;

/// <summary>Tools of this program in runs of every kind.</summary>
public class HostToolRunTests
{
    [Theory]
    [InlineData("--no-warm")]
    [InlineData("--warm")]
    [InlineData("--sandbox=auto", "--read-only=.")]
    public async Task The_same_notebook_passes_on_cold_warm_and_sandboxed_kernels(params string[] kind)
    {
        using var folder = new RunFolder();

        await HostToolNotebook.PassesAsync(folder, kind);

        await folder.DeckleAsync("kernels", "stop");
    }

    [Fact]
    public async Task Threads_and_asyncio_may_call_and_plain_input_still_fails()
    {
        using var folder = new RunFolder();
        folder.Write("a.txt", "text");

        ProcessOutcome outcome = await folder.RunCellsAsync(
            [
                "import hermes_runtime as hermes\nfrom concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(8) as pool:\n    print(set(pool.map(lambda _: hermes.read_file('a.txt'), range(40))))",
                "import asyncio\nasync def one():\n    return hermes.read_file('a.txt')\nprint(await asyncio.gather(one(), one()))",
                "try:\n    input()\nexcept Exception as error:\n    print(type(error).__name__)",
                "import multiprocessing as mp\ndef child(q):\n    try:\n        hermes.read_file('a.txt')\n    except hermes.Unavailable as error:\n        q.put(error.code)\nc = mp.get_context('fork'); q = c.Queue(); p = c.Process(target=child, args=(q,)); p.start(); print(q.get(timeout=20)); p.join()",
                // A question that was interrupted must not answer the next one.
                "import signal, threading\nfor _ in range(5):\n    try:\n        threading.Timer(0.002, lambda: signal.raise_signal(signal.SIGINT)).start()\n        while True:\n            hermes.list_files()\n    except KeyboardInterrupt:\n        pass\nprint(hermes.read_file('a.txt'))",
            ],
            "--tools-log", "calls.jsonl");

        Assert.True(outcome.ExitCode == 0, outcome.Stderr);
        Assert.Equal(
            ["{'text'}", "['text', 'text']", "StdinNotImplementedError", "host-tools-off", "text"],
            folder.Notebook("out.ipynb").Cells.Select(cell => string.Concat(cell.Outputs.Select(output => output.Text)).TrimEnd()));
    }

    [Fact]
    public async Task R_has_the_same_functions()
    {
        using var folder = new RunFolder();
        folder.Write("a.txt", "té\nxt");
        folder.Write("tools.toml", HostToolNotebook.Policy + "[files]\n");
        folder.Write("in.ipynb", TestNotebook.On(
            "ir",
            TestNotebook.Code("cat(hermes$read_file('a.txt'), hermes$terminal(c('printf', 'x'))$stdout, hermes$terminal('printf y')$stdout, nchar(hermes$list_files('.', '*.txt')), sep = '|')"),
            TestNotebook.Code("tryCatch(hermes$write_file('b.txt', 'x'), hermes_denied = function(e) cat(conditionMessage(e)))"),
            TestNotebook.Code("cat(ls(), length(hermes$tools()))"),
            TestNotebook.Code("cat(parallel::mccollect(parallel::mcparallel(tryCatch(hermes$tools(), hermes_unavailable = conditionMessage)))[[1]])")));

        ProcessOutcome outcome = await folder.RunAsync("in.ipynb", "out.ipynb", "--tools-log", "calls.jsonl");

        Assert.True(outcome.ExitCode == 0, outcome.Stderr);
        string[] texts = [.. folder.Notebook("out.ipynb").Cells.Select(cell => string.Concat(cell.Outputs.Select(output => output.Text)))];
        Assert.Equal("té\nxt|x|y|5", texts[0]);
        Assert.StartsWith("the policy does not allow write_file", texts[1], StringComparison.Ordinal);
        Assert.Equal("6", texts[2].Trim());
        Assert.StartsWith("tools can be called in the kernel's own process only", texts[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_tools_each_call_says_so_and_nothing_waits()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["import hermes_runtime as hermes\nhermes.list_files()"], "--no-tools");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Unavailable: host tools are switched off", outcome.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[tools]\nterminl = \"allow\"", "tools-policy-unknown")]
    [InlineData("[tools]\nterminal = \"yes\"", "tools-policy-value")]
    [InlineData("[fils]\nread = []", "tools-policy-unknown")]
    [InlineData("[terminal]\ncommands = [\"* x\"]", "tools-policy-value")]
    [InlineData("[web]\ndomains = [\"a b\"]", "tools-policy-value")]
    [InlineData("[mcp.x]\nurl = \"http://x\"\ncommand = [\"x\"]", "tools-policy-value")]
    [InlineData("tools = ", "settings-not-toml")]
    public async Task A_policy_that_is_not_understood_runs_nothing(string policy, string code)
    {
        using var folder = new RunFolder();
        folder.Write("tools.toml", policy);

        ProcessOutcome outcome = await folder.RunCellsAsync(["1"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith($"error[{code}]: tools.toml:", outcome.Stderr, StringComparison.Ordinal);
        Assert.False(folder.Has("out.ipynb"));
    }

    [Fact]
    public async Task A_policy_that_everybody_may_change_is_not_used()
    {
        using var folder = new RunFolder();
        File.SetUnixFileMode(folder.Write("tools.toml", "[tools]\n"), (UnixFileMode)0b110_110_110);

        ProcessOutcome outcome = await folder.RunCellsAsync(["1"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("error[tools-policy-not-trusted]", outcome.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_in_a_folder_that_everybody_may_write_is_not_used()
    {
        using var folder = new RunFolder();
        folder.Write("shared/tools.toml", "[tools]\n");
        folder.Write("shared/in.ipynb", TestNotebook.Of("1"));
        File.SetUnixFileMode(folder.Combine("shared"), (UnixFileMode)0b001_111_111_111);

        ProcessOutcome outcome = await folder.RunAsync("shared/in.ipynb", "--cwd", "shared");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("error[tools-policy-not-trusted]: the policy 'shared/tools.toml' is not used: of its folder", outcome.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_of_a_repository_a_policy_above_the_working_folder_is_none()
    {
        using var folder = new RunFolder();
        folder.Write("tools.toml", "broken");
        folder.Write("sub/in.ipynb", TestNotebook.Of("1"));

        ProcessOutcome alone = await folder.RunAsync("sub/in.ipynb", "--cwd", "sub");
        Directory.CreateDirectory(folder.Combine(".git"));
        ProcessOutcome inRepository = await folder.RunAsync("sub/in.ipynb", "--cwd", "sub");

        Assert.Equal((0, 2), (alone.ExitCode, inRepository.ExitCode));
    }

    [Fact]
    public async Task A_policy_that_a_sandboxed_kernel_may_have_written_waits_for_the_user()
    {
        using var folder = new SandboxFolder();
        await SandboxDoctorReport.ClaimsAsync("landlock");
        folder.Write("work/a.ipynb", TestNotebook.Of("open('tools.toml', 'w').write('[tools]\\nterminal = \"allow\"\\n[terminal]\\nshell = true\\n')"));
        folder.Write("work/b.ipynb", TestNotebook.Of($"import hermes_runtime as hermes\nhermes.terminal('touch {folder.Outside}/pwned')"));
        string[] walls = ["--sandbox", "landlock", "--writable", "."];

        ProcessOutcome batch = await folder.DeckleAsync(["batch", "a.ipynb", "b.ipynb", .. walls, "--output-dir", "res", "--jobs", "1"]);
        ProcessOutcome found = await folder.DeckleAsync("run", "b.ipynb", "--sandbox", "landlock");
        bool isOut = File.Exists(folder.Combine("outside/pwned"));
        ProcessOutcome named = await folder.DeckleAsync("run", "b.ipynb", "--sandbox", "landlock", "--tools", "tools.toml");
        ProcessOutcome again = await folder.DeckleAsync("run", "b.ipynb", "--sandbox", "landlock");

        Assert.False(isOut);
        Assert.Contains("the policy does not allow terminal", batch.Stdout, StringComparison.Ordinal);
        Assert.Equal(2, found.ExitCode);
        Assert.Contains($"error[tools-policy-not-trusted]: the policy 'tools.toml' is not used: it lies in {folder.Work}, which a sandboxed kernel could write", found.Stderr, StringComparison.Ordinal);
        Assert.True(named.ExitCode == 0, named.Transcript);
        Assert.True(again.ExitCode == 0, again.Transcript);
    }

    [Fact]
    public async Task A_policy_that_stood_in_a_folder_before_it_was_granted_goes_on_being_used()
    {
        using var folder = new SandboxFolder();
        await SandboxDoctorReport.ClaimsAsync("landlock");
        folder.Write("work/tools.toml", "[tools]\n");

        ProcessOutcome first = await folder.RunAsync(["1"], "--sandbox", "landlock", "--writable", ".");
        ProcessOutcome second = await folder.RunAsync(["open('tools.toml', 'a').write('# changed')"], "--sandbox", "landlock", "--writable", ".");
        ProcessOutcome third = await folder.RunAsync(["1"]);

        Assert.Equal((0, 0, 2), (first.ExitCode, second.ExitCode, third.ExitCode));
    }

    [Theory]
    [InlineData("y", 0, "ok; x")]
    [InlineData("n", 1, "Denied")]
    public async Task On_a_terminal_the_user_is_asked_and_nothing_is_drawn_over_the_question(string answer, int exitCode, string said)
    {
        using var folder = new RunFolder();
        folder.Write("tools.toml", "[tools]\nterminal = \"ask\"\n[terminal]\ncommands = [\"printf **\"]\n");
        folder.Write("sub/a.txt", "");
        folder.Write("in.ipynb", TestNotebook.Of([TestNotebook.Code("import hermes_runtime as hermes\nprint(hermes.terminal(['printf', 'o%s', 'k; x'], cwd='sub', input='echo\\x1b evil\\n')['stdout'])")]));

        // The answer comes when the question has stood for longer than a line takes to be drawn again.
        ProcessOutcome outcome = await folder.ShellAsync(
            $"mkfifo typed; (until grep -q 'allow it' shown; do sleep 0.1; done; sleep 0.5; echo {answer}) >typed & script --quiet --flush --return --command 'deckle run in.ipynb out.ipynb' shown <typed");

        const string Asked = "cell 0 asks for terminal: printf o%s 'k; x'; in ";
        string question = outcome.Stdout[outcome.Stdout.IndexOf(Asked, StringComparison.Ordinal)..];
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Matches($@"^{Asked}\S+/sub; input: ""echo\\u001b evil\\n"" \(11 bytes\)\s+allow it\? [^:]*: {answer}\s", question);
        Assert.Contains(said, folder.Read("out.ipynb"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_runs_in_the_folder_that_was_looked_at_whatever_its_path_leads_to_since()
    {
        using var folder = new RunFolder();
        folder.Write("tools.toml", "[tools]\nterminal = \"ask\"\n[terminal]\ncommands = [\"pwd -P\"]\n");
        folder.Write("w/a.txt", "");
        folder.Write("in.ipynb", TestNotebook.Of([TestNotebook.Code("import hermes_runtime as hermes\nprint(hermes.terminal('pwd -P', cwd='w')['stdout'])")]));

        ProcessOutcome outcome = await folder.ShellAsync(
            "mkfifo typed; (until grep -q 'allow it' shown; do sleep 0.1; done; mv w moved; ln -s /etc w; echo y) >typed & script --quiet --flush --return --command 'deckle run in.ipynb out.ipynb' shown <typed");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.EndsWith("/moved", Assert.Single(folder.Notebook("out.ipynb").Cells[0].Outputs).Text.TrimEnd(), StringComparison.Ordinal);
    }
}
