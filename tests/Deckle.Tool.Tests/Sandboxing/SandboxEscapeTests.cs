using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Deckle.Json;

namespace Deckle.Tool.Tests.Sandboxing;

/// <summary>What a hostile notebook tries, in every kind of sandbox: each attempt is stopped, or the doctor says that it is not.</summary>
public class SandboxEscapeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task Every_attempt_is_stopped_or_the_doctor_says_so(string mode)
    {
        IReadOnlyDictionary<string, bool> claims = await SandboxDoctorReport.ClaimsAsync(mode);

        Dictionary<string, JsonObject> attempts = await AttemptAsync("--sandbox", mode, "--no-network");

        foreach ((string name, JsonObject attempt) in attempts)
        {
            output.WriteLine($"{attempt.GetText("barrier")}: {name}: {attempt.GetText("answer")}");
        }

        Assert.True(attempts.Count >= 55, $"{attempts.Count} attempts");
        Assert.Empty(attempts.Where(attempt => IsOpen(attempt.Value) && claims[attempt.Value.GetText("barrier")!]).Select(attempt => attempt.Key));
    }

    // Without it, an attempt that always fails would look like one that is stopped.
    [Fact]
    public async Task Without_a_sandbox_the_attempts_succeed()
    {
        Dictionary<string, JsonObject> attempts = await AttemptAsync();

        string[] barriers = [.. attempts.Values.Where(IsOpen).Select(attempt => attempt.GetText("barrier")!).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["abstract-sockets", "environment", "keyrings", "network", "processes", "reading", "shared-memory", "signals", "tracing", "unix-sockets", "writing"], barriers);
    }

    [Fact]
    public async Task The_doctor_finds_no_promise_broken()
    {
        JsonObject report = await SandboxDoctorReport.ReadAsync();

        Assert.Equal("deckle.doctor.sandbox/1", report.GetText("schema"));
        Assert.Empty(from mode in report.Get<JsonArray>("modes")!.OfType<JsonObject>()
                     from barrier in mode.Get<JsonArray>("barriers")!.OfType<JsonObject>()
                     where barrier.Has("by") && barrier.GetText("tried") == "open"
                     select $"{mode.GetText("mode")}: {barrier.GetText("what")}");
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task An_interpreter_that_comes_with_the_notebook_is_not_asked_outside(string mode)
    {
        await SandboxDoctorReport.ClaimsAsync(mode);
        using var folder = new SandboxFolder();
        Directory.CreateDirectory(folder.Combine("work/.venv/conda-meta"));
        Directory.CreateDirectory(folder.Combine("work/.venv/bin"));
        await folder.ShellAsync("printf '#!/bin/sh\ntouch ../outside/asked\nexec /usr/bin/python3 \"$@\"\n' >.venv/bin/python; chmod +x .venv/bin/python");

        ProcessOutcome outcome = await folder.RunAsync(["1"], "--sandbox", mode, "--no-network");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Contains(".venv/bin/python (.venv), whose interpreter is not started outside of the sandbox", outcome.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Combine("outside/asked")));
    }

    // The loader of any program would write the file.
    [Theory]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task A_kernelspec_that_comes_with_the_notebook_grants_nothing(string mode)
    {
        await SandboxDoctorReport.ClaimsAsync(mode);
        using var folder = new SandboxFolder();
        Environment(folder, """
            "LD_DEBUG": "statistics", "LD_DEBUG_OUTPUT": "OUTSIDE/loaded", "HOME": "/x", "PYTHONPATH": "OUTSIDE:HOME:/etc", "TOLD": "${HOST_SECRET} ${LANG}", "ZERO": "\u0000--bind\u0000/\u0000/"
            """.Replace("OUTSIDE", folder.Outside, StringComparison.Ordinal).Replace("HOME:", $"{folder.Combine("home")}:", StringComparison.Ordinal));
        folder.Write("home/token", "not for notebooks");
        string cell = $$"""
            import os, sys
            for path in ("{{folder.Outside}}/secret", "{{folder.Combine("home")}}/token", "/etc/shadow"):
                try: print(open(path).read())
                except OSError: pass
            print(sys.prefix, os.environ["TOLD"].split()[0], "PYTHONPATH" in os.environ)
            """;

        ProcessOutcome outcome = await folder.RunAsync([cell], "--sandbox", mode, "--no-network");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Equal($"{folder.Work}/.venv ${{HOST_SECRET}} True\n", folder.Result.Cells[0].Outputs[0].Text);
        Assert.Equal([Path.Combine(folder.Outside, "secret")], Directory.GetFiles(folder.Outside));
        Assert.Empty(SandboxFolder.Json(outcome).Get<JsonObject>("sandbox")!.Get<JsonArray>("read_only")!);
    }

    [Fact]
    public async Task A_program_elsewhere_that_comes_with_the_notebook_is_refused()
    {
        await SandboxDoctorReport.ClaimsAsync("landlock");
        using var folder = new SandboxFolder();
        Environment(folder, "", "bin/tool");
        Directory.CreateDirectory(folder.Combine("home/.cargo/bin"));
        await folder.ShellAsync("cp /usr/bin/env ../home/.cargo/bin/tool; ln -s ../../../home/.cargo/bin/tool .venv/bin/tool");

        ProcessOutcome outcome = await folder.RunAsync(["1"], "--sandbox", "landlock");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("sandbox-program-not-granted", outcome.Stdout, StringComparison.Ordinal);
        Assert.Contains($"leads to {folder.Combine("home/.cargo/bin/tool")}", outcome.Stdout, StringComparison.Ordinal);
    }

    /// <summary>An environment beside the notebook, with a kernel of the name that notebooks ask for.</summary>
    private static void Environment(SandboxFolder folder, string variables, string program = "bin/python")
    {
        Directory.CreateDirectory(folder.Combine("work/.venv/bin"));
        File.CreateSymbolicLink(folder.Combine("work/.venv/bin/python"), "/usr/bin/python3");
        Directory.CreateDirectory(folder.Combine("work/.venv/share/jupyter/kernels/python3"));
        folder.Write("work/.venv/pyvenv.cfg", "home = /usr/bin\ninclude-system-site-packages = true\n");
        folder.Write("work/.venv/share/jupyter/kernels/python3/kernel.json", $$$"""
            {"argv": ["{{{folder.Work}}}/.venv/{{{program}}}", "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": "Own", "language": "python", "env": {{{{variables}}}}}
            """);
    }

    private static bool IsOpen(JsonObject attempt) => attempt["open"] == JsonBoolean.True;

    private static async Task<Dictionary<string, JsonObject>> AttemptAsync(params string[] options)
    {
        using var folder = new SandboxFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Work, "link"), Path.Combine(folder.Outside, "secret"));
        File.CreateSymbolicLink(Path.Combine(folder.Work, "folder"), folder.Outside);
        using Socket tcp = Bound(AddressFamily.InterNetwork, SocketType.Stream, new IPEndPoint(IPAddress.Loopback, 0));
        using Socket udp = Bound(AddressFamily.InterNetwork, SocketType.Dgram, new IPEndPoint(IPAddress.Loopback, 0));
        using Socket unix = Bound(AddressFamily.Unix, SocketType.Stream, new UnixDomainSocketEndPoint(Path.Combine(folder.Outside, "socket")));
        using Socket datagrams = Bound(AddressFamily.Unix, SocketType.Dgram, new UnixDomainSocketEndPoint(Path.Combine(folder.Outside, "datagrams")));
        string name = $"deckle-test-{Guid.NewGuid():N}";
        using Socket hidden = Bound(AddressFamily.Unix, SocketType.Stream, new UnixDomainSocketEndPoint($"\0{name}"));
        using var host = System.Diagnostics.Process.Start("sleep", "60");
        // "Message queue id: 3"
        string queue = (await folder.ShellAsync("ipcmk -Q")).Stdout.Trim().Split(' ')[^1];
        string script = await File.ReadAllTextAsync(Repository.Path("tests", "Deckle.Tool.Tests", "Sandboxing", "attempts.py"), TestContext.Current.CancellationToken);

        string facts = string.Create(CultureInfo.InvariantCulture, $"OUTSIDE, HOST, TCP, UDP, ABSTRACT, QUEUE, WALLED = '{folder.Outside}', {host.Id}, {Port(tcp)}, {Port(udp)}, '{name}', {queue}, {options.Length}\n");
        ProcessOutcome outcome = await folder.RunAsync([facts + script], options);
        host.Kill();
        await folder.ShellAsync($"ipcrm -q {queue}");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        var results = (JsonObject)JsonReader.Read(string.Concat(folder.Result.Cells[0].Outputs.Where(each => each.StreamName == "stdout").Select(each => each.Text)));
        return results.ToDictionary(member => member.Key, member => (JsonObject)member.Value);
    }

    private static Socket Bound(AddressFamily family, SocketType type, EndPoint at)
    {
        var socket = new Socket(family, type, family == AddressFamily.Unix ? ProtocolType.Unspecified : type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        socket.Bind(at);
        if (type == SocketType.Stream)
        {
            socket.Listen();
        }

        return socket;
    }

    private static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
