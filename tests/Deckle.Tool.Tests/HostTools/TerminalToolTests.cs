namespace Deckle.Tool.Tests.HostTools;

/// <summary>Commands through <c>hermes_runtime</c>.</summary>
public class TerminalToolTests
{
    [Fact]
    public async Task Only_listed_commands_run_and_no_shell()
    {
        using var folder = new ToolFolder();
        Directory.CreateDirectory(folder.Files.Combine("sub"));
        folder.Files.Write("printf", "#!/bin/sh\necho mine");
        File.SetUnixFileMode(folder.Files.Combine("printf"), (UnixFileMode)0b111_101_101);

        string[] lines = await folder.TryAsync(
            """
            [tools]
            terminal = "allow"
            [terminal]
            commands = ["printf **", "cat", "ls -*", "sleep *", "env", "pwd", "head -c * /dev/zero", "false"]
            timeout = 20
            max_bytes = 1000
            """,
            [
                "hermes.terminal(['printf', '%s', '$HOME;x'])",
                "hermes.terminal('printf \"%s\" \"a b\"')['stdout']",
                "hermes.terminal('cat', input='given')['stdout']",
                "hermes.terminal('pwd', cwd='sub')['stdout'].endswith('/sub\\n')",
                "hermes.terminal('false')['exit_code']",
                "'XDG_RUNTIME_DIR' in hermes.terminal('env')['stdout']",
                "[len((r := hermes.terminal('head -c 5000 /dev/zero'))['stdout']), r['truncated']]",
                "hermes.terminal('printf x; id')",
                "hermes.terminal('printf $(id)')",
                "hermes.terminal('ls -l | cat')",
                "hermes.terminal('ls > out')",
                "hermes.terminal('X=1 ls -l')",
                "hermes.terminal('rm -rf x')",
                "hermes.terminal('ls x')",
                "hermes.terminal('./printf')",
                "hermes.terminal('pwd', cwd='/')",
                "hermes.terminal('sleep 60', timeout=0.2)",
                "hermes.terminal('false', check=True)",
                "hermes.terminal('')",
            ]);

        Assert.Equal("ok {\"exit_code\": 0, \"stdout\": \"$HOME;x\", \"stderr\": \"\", \"truncated\": false}", lines[0]);
        Assert.Equal(["ok \"a b\"", "ok \"given\"", "ok true", "ok 1", "ok false", "ok [1000, true]"], lines[1..7]);
        Assert.All(lines[7..12], line => Assert.StartsWith("Denied host-tool-denied the command needs a shell", line, StringComparison.Ordinal));
        Assert.All(lines[12..15], line => Assert.StartsWith("Denied host-tool-denied the command is not on the policy's list", line, StringComparison.Ordinal));
        Assert.StartsWith("Denied host-tool-denied / may not be read", lines[15], StringComparison.Ordinal);
        Assert.StartsWith("TimedOut host-tool-timeout terminal was stopped after 0.2 s", lines[16], StringComparison.Ordinal);
        Assert.StartsWith("ToolError host-tool-failed", lines[17], StringComparison.Ordinal);
        Assert.StartsWith("ToolError host-tool-argument", lines[18], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_runs_where_the_policy_allows_one()
    {
        using var folder = new ToolFolder();

        string[] lines = await folder.TryAsync("[tools]\nterminal = \"allow\"\n[terminal]\nshell = true\n", ["hermes.terminal('echo a | tr a b')['stdout']"]);

        Assert.Equal(["ok \"b\\n\""], lines);
    }

    [Fact]
    public async Task An_interrupted_cell_stops_its_program()
    {
        using var folder = new ToolFolder();
        folder.Files.Write("tools.toml", "[tools]\nterminal = \"allow\"\n[terminal]\ncommands = [\"sleep *\"]\n");

        ProcessOutcome outcome = await folder.Files.RunCellsAsync(
            ["import hermes_runtime as hermes\nhermes.terminal('sleep 4711')"], "--tools-log", "calls.jsonl", "--execution-timeout", "3");

        Assert.Equal(124, outcome.ExitCode);
        Assert.Equal("host-tool-interrupted", Assert.Single(folder.Calls()).GetText("code"));
        Assert.Empty(Running.Processes.Mentioning("sleep 4711"));
    }

    [Fact]
    public async Task Who_cannot_be_asked_has_not_allowed_it()
    {
        using var folder = new ToolFolder();

        string[] lines = await folder.TryAsync("[tools]\nterminal = \"ask\"\n[terminal]\ncommands = [\"ls\"]\n", ["hermes.terminal('ls')"]);

        Assert.StartsWith("Denied host-tool-denied terminal was not allowed", lines[0], StringComparison.Ordinal);
        Assert.Equal("ask-deny", Assert.Single(folder.Calls()).GetText("verdict"));
    }

    [Fact]
    public async Task What_a_command_started_ends_with_it()
    {
        using var folder = new ToolFolder();

        string[] lines = await folder.TryAsync(
            "[tools]\nterminal = \"allow\"\n[terminal]\ncommands = [\"bash -c *\"]\n",
            [
                "hermes.terminal(['bash', '-c', '(sleep 43221 &) ; sleep 100'], timeout=0.7)",
                "hermes.terminal(['bash', '-c', 'setsid sleep 43222 & exec sleep 100'], timeout=0.7)",
                "hermes.terminal(['bash', '-c', '(env -i sleep 43223 &) ; env -i setsid sleep 43224 & exec sleep 100'], timeout=0.7)",
                "[(r := hermes.terminal(['bash', '-c', 'sleep 43225 & setsid sleep 43226 & echo a; exit 3']))['exit_code'], r['stdout'], r['truncated']]",
            ]);

        Assert.All(lines[..3], line => Assert.StartsWith("TimedOut host-tool-timeout", line, StringComparison.Ordinal));
        Assert.Equal("ok [3, \"a\\n\", false]", lines[3]);
        Assert.Empty(Running.Processes.Mentioning("sleep 4322"));
    }
}
