using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Sandboxing;
using Barrier = Deckle.Kernels.Sandboxing.Barrier;

namespace Deckle.Tool.Sandboxing;

/// <summary>Finds out what sandboxes are worth on this machine, by having a program in them try what it should not.</summary>
internal sealed class SandboxDoctor : IDisposable
{
    private const long Memory = 50_000_000;
    private const int Processes = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deckle-doctor-");
    private readonly string name = $"deckle-doctor-{Guid.NewGuid():N}";
    private readonly Socket tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket unix = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Socket hidden = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public SandboxDoctor()
    {
        File.WriteAllText(SecretFile, "secret");
        Listen(tcp, new IPEndPoint(IPAddress.Loopback, 0));
        udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Listen(unix, new UnixDomainSocketEndPoint(SocketFile));
        Listen(hidden, new UnixDomainSocketEndPoint($"\0{name}"));
    }

    private string SecretFile => Path.Combine(folder.FullName, "secret");

    private string SocketFile => Path.Combine(folder.FullName, "socket");

    /// <summary>One mode, without network and with all limits that this machine can enforce.</summary>
    public async Task<SandboxDiagnosis> DiagnoseAsync(SandboxMode mode, SandboxMachine machine, CancellationToken cancellationToken)
    {
        try
        {
            var profile = new SandboxProfile { Mode = mode, IsBestEffort = true, Network = mode == SandboxMode.Off, ReadOnly = OwnFiles() };
            if (mode == SandboxMode.Off)
            {
                profile = profile with { ReadOnly = [] };
            }

            SandboxProfile limited = profile with { Memory = Memory, Processes = Processes, Cpus = 0.5 };
            SandboxPlan plan;
            try
            {
                plan = SandboxPlan.Make(limited, machine);
            }
            catch (DeckleException e) when (e.Code == "sandbox-not-enforceable")
            {
                // Without network is not to be had; the rest may be.
                profile = profile with { Network = true };
                limited = limited with { Network = true };
                plan = SandboxPlan.Make(limited, machine);
            }

            Dictionary<string, string> tried = mode == SandboxMode.Off ? [] : await AttemptAsync(profile, cancellationToken);
            bool? leftovers = mode == SandboxMode.Off ? null : await LeavesAsync(profile, cancellationToken);
            var findings = new List<SandboxFinding>();
            foreach (BarrierState state in plan.Barriers)
            {
                findings.Add(state.Barrier switch
                {
                    Barrier.Memory => new(state, await ExceedsAsync(limited with { Processes = null, Cpus = null }, "tail /dev/zero", cancellationToken), ""),
                    Barrier.ProcessCount => new(state, await ExceedsAsync(
                        limited with { Memory = null, Cpus = null }, "i=0; while [ $i -lt 60 ]; do sleep 5 & i=$((i+1)); done", cancellationToken), ""),
                    Barrier.Leftovers => new(state, leftovers, ""),
                    _ => Found(state, tried.GetValueOrDefault(state.Name)),
                });
            }

            return new SandboxDiagnosis(mode, findings, null);
        }
        catch (DeckleException e)
        {
            return new SandboxDiagnosis(mode, [], e);
        }
    }

    private static SandboxFinding Found(BarrierState state, string? answer) => answer switch
    {
        null => new(state, null, ""),
        "open" => new(state, true, ""),
        _ => new(state, false, answer.Split(' ', 2) is [_, var words] ? words : ""),
    };

    private async Task<Dictionary<string, string>> AttemptAsync(SandboxProfile profile, CancellationToken cancellationToken)
    {
        string[] argv =
        [
            Environment.ProcessPath!, SandboxAttempts.Word, SecretFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), Port(tcp), Port(udp), SocketFile, name,
            Path.Combine(folder.FullName, $"made-{profile.Mode}"),
        ];
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", [SandboxAttempts.Secret] = "secret" };
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root)
        {
            environment["DOTNET_ROOT"] = root;
        }

        (KernelExit exit, string output) = await SandboxTrial.RunAsync(profile, argv, environment, Patience, cancellationToken);
        return exit.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1])
            : throw SandboxErrors.Failed($"a program in it {exit}: {output.Trim().Split('\n')[^1]}");
    }

    /// <summary>Whether a command comes to its end, or goes on, beyond a limit.</summary>
    private static async Task<bool> ExceedsAsync(SandboxProfile profile, string script, CancellationToken cancellationToken)
    {
        (KernelExit exit, _) = await SandboxTrial.RunAsync(profile, ["/bin/sh", "-c", script], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, Patience, cancellationToken);
        return !exit.IsMemoryLimit && exit.Limits is not { RefusedProcesses: > 0 } && exit.Limits is not { MemoryKills: > 0 } && exit.ExitCode is 0 or null;
    }

    /// <summary>Whether a process that leaves its group goes on behind the end of the program that started it.</summary>
    private static async Task<bool> LeavesAsync(SandboxProfile profile, CancellationToken cancellationToken)
    {
        string seconds = string.Create(CultureInfo.InvariantCulture, $"60.{Environment.ProcessId}{Environment.TickCount64 % 100000}");
        await SandboxTrial.RunAsync(
            profile, ["/bin/sh", "-c", $"setsid sleep {seconds} & sleep 0.1"], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, Patience, cancellationToken);
        int[] left = [.. Directory.EnumerateDirectories("/proc").Where(process => Command(process) == $"sleep\0{seconds}\0").Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture))];
        foreach (int each in left)
        {
            using var process = System.Diagnostics.Process.GetProcessById(each);
            process.Kill();
        }

        return left.Length > 0;
    }

    private static string Command(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // The program, which tries; run by a .NET that is installed it needs that too.
    private static string[] OwnFiles() =>
        [.. ((string[])[Path.GetDirectoryName(Environment.ProcessPath)!, AppContext.BaseDirectory, .. Runtime()]).Select(Path.TrimEndingDirectorySeparator).Distinct()];

    private static string[] Runtime() => AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is string { Length: > 0 } assemblies
        && assemblies.Split(':').FirstOrDefault(path => path.EndsWith("/System.Private.CoreLib.dll", StringComparison.Ordinal)) is { } core
        ? [Path.GetFullPath(Path.Combine(core, "../../../.."))]
        : [];

    private static void Listen(Socket socket, EndPoint at)
    {
        socket.Bind(at);
        socket.Listen();
    }

    private static string Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        tcp.Dispose();
        udp.Dispose();
        unix.Dispose();
        hidden.Dispose();
        folder.Delete(recursive: true);
    }
}
