using Deckle.Json;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Warm;

/// <summary>
/// Starts kernels of Python by forking them from a process that has ipykernel imported already: in a tenth of the time. Where that cannot be,
/// they are started cold, and <see cref="KernelClient.Start"/> says why. Linux only.
/// </summary>
public sealed class WarmHost(WarmHostOptions? options = null) : IKernelHost
{
    private const int Tries = 3;

    // Imports, the self-test, and a module that takes its time; a run is better off with a cold kernel than with a longer wait.
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarmingPatience = TimeSpan.FromSeconds(120);

    // After a start that failed, nobody tries again for as long.
    private static readonly TimeSpan FailureLasts = TimeSpan.FromMinutes(10);

    private readonly WarmHostOptions options = options ?? new WarmHostOptions();
    private readonly LocalHost local = new((options ?? new WarmHostOptions()).Local);

    /// <inheritdoc/>
    public async Task<KernelClient> StartAsync(KernelChoice kernel, CancellationToken cancellationToken = default)
    {
        (ForkServer? server, string? reason) = Find(kernel);
        if (!options.StartsServer && server?.MayRun != true)
        {
            // Nobody promised a warm one.
            return await local.StartAsync(kernel, cancellationToken).ConfigureAwait(false);
        }

        reason ??= server!.LastFailure(options.Local.Time, FailureLasts) is { } failure ? $"{failure} (known from an earlier start)" : null;
        if (reason is null)
        {
            try
            {
                KernelClient warm = await local.StartAsync(kernel, (launch, token) => ForkAsync(server!, launch, token), cancellationToken).ConfigureAwait(false);
                warm.Start = new KernelStart(IsWarm: true);
                return warm;
            }
            catch (WarmUnavailableException e)
            {
                reason = e.Reason;
            }
            catch (DeckleException e) when (e.Code is "kernel-start-failed" or "kernel-cannot-start")
            {
                // A cold start tells whether the kernel is to blame.
                reason = e.Message;
            }
        }

        KernelClient cold = await local.StartAsync(kernel, cancellationToken).ConfigureAwait(false);
        cold.Start = cold.Start with { Reason = reason };
        return cold;
    }

    /// <summary>Sees to it that a fork server for a kernel is ready.</summary>
    /// <param name="preload">Modules it imports besides, also when it runs already.</param>
    /// <exception cref="DeckleException"><c>warm-unavailable</c>, <c>preload-refused</c>.</exception>
    public async Task<ForkServerStatus> WarmAsync(KernelChoice kernel, IReadOnlyList<string> preload, CancellationToken cancellationToken = default)
    {
        Preloads.Check(preload);
        try
        {
            return await ReadyAsync(ServerFor(kernel), preload, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw WarmErrors.Unavailable(e.Message);
        }
    }

    /// <summary>The key of the fork server that a kernel would be forked from, whether it runs or not.</summary>
    /// <exception cref="DeckleException"><c>warm-unavailable</c>.</exception>
    public string KeyOf(KernelChoice kernel) => ServerFor(kernel).Key;

    private async Task<ForkServerStatus> ReadyAsync(ForkServer server, IReadOnlyList<string> preload, CancellationToken cancellationToken)
    {
        using ForkServerConnection? running = server.TryConnect(WarmingPatience);
        if (running is not null)
        {
            running.Send(JsonObject.Of(("do", "preload"), ("modules", JsonArray.From(preload))));
            try
            {
                return ForkServerStatus.Parse(await AnswerAsync(running, WarmingPatience, cancellationToken).ConfigureAwait(false));
            }
            catch (WarmUnavailableException e) when (e.IsStale)
            {
                // Its packages have changed: a new one takes its place.
            }
        }

        using ForkServerConnection started = await server.StartAsync(preload, options.Idle, WarmingPatience, cancellationToken).ConfigureAwait(false);
        started.Send(JsonObject.Of(("do", "status")));
        return ForkServerStatus.Parse(await AnswerAsync(started, WarmingPatience, cancellationToken).ConfigureAwait(false));
    }

    private ForkServer ServerFor(KernelChoice kernel)
    {
        (ForkServer? server, string? reason) = Find(kernel);
        return server ?? throw WarmErrors.Unavailable(reason!);
    }

    /// <summary>The server for a kernel, whether it runs or not; or why there cannot be one. Neither, when none is there and none is to be started.</summary>
    private (ForkServer? Server, string? Reason) Find(KernelChoice kernel)
    {
        var folder = RuntimeFolder.Of(kernel.Search.Variables);
        if (!options.StartsServer && !folder.Exists)
        {
            return (null, null);
        }

        KernelCommand command = kernel.CommandFor("");
        Dictionary<string, string> environment = local.EnvironmentFor(command);
        return (WhyCold(command, environment) ?? (options.StartsServer ? folder.Prepare() : folder.WhyNot())) is { } reason
            ? (null, reason)
            : (new ForkServer(folder, WarmKey.Of(command.Argv[0], environment, ForkServer.Source)), null);
    }

    private string? WhyCold(KernelCommand command, Dictionary<string, string> environment) =>
        !OperatingSystem.IsLinux() || !Environment.Is64BitProcess ? "this system has none"
        : !LeanIpykernel.IsIpykernel(command.Argv) ? "the kernel's command is not ipykernel's own"
        : options.Local.Sandbox is { IsNeeded: true } ? "a sandboxed kernel has nothing in common with others"
        : !options.Local.LeanStart ? "a start with everything was asked for"
        : environment.GetValueOrDefault("DECKLE_WARM") is "0" or "false" or "off" ? "DECKLE_WARM=0"
        : environment.ContainsKey("COVERAGE_PROCESS_START") ? "coverage is measured (COVERAGE_PROCESS_START)"
        : !IsProgram(command.Argv[0]) ? $"{command.Argv[0]} is a script that chooses an interpreter"
        : null;

    // What a script starts may depend on anything.
    private static bool IsProgram(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> magic = stackalloc byte[4];
            return file.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("\u007fELF"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task<IKernelProcess> ForkAsync(ForkServer server, KernelLaunch launch, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await ForkOnceAsync(server, launch, cancellationToken).ConfigureAwait(false);
            }
            catch (WarmUnavailableException e) when (e.IsStale && options.StartsServer && attempt < Tries)
            {
                // The next one is fresh, or after it: one that ends may still be reached for a moment.
            }
        }
    }

    private async Task<IKernelProcess> ForkOnceAsync(ForkServer server, KernelLaunch launch, CancellationToken cancellationToken)
    {
        ForkServerConnection? lease = server.TryConnect(ServerPatience);
        if (lease is null)
        {
            lease = options.StartsServer
                ? await server.StartAsync([], options.Idle, ServerPatience, cancellationToken).ConfigureAwait(false)
                : throw WarmErrors.Unavailable("the fork server has ended");
        }

        try
        {
            (int read, int write) = PosixProcess.Pipe();
            var tail = OutputTail.Follow(read);
            try
            {
                lease.Send(Request(launch), write);
            }
            catch (IOException e)
            {
                throw WarmErrors.ServerEnded(e.Message);
            }
            finally
            {
                _ = Native.Close(write);
            }

            JsonObject answer = await AnswerAsync(lease, ServerPatience, cancellationToken).ConfigureAwait(false);
            return answer.Get<JsonNumber>("pid") is { } number && number.TryGetInt64(out long id)
                ? new WarmKernelProcess((int)id, lease, tail, launch.Guard)
                : throw WarmErrors.Unavailable("the fork server gave no process");
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private static JsonObject Request(KernelLaunch launch) => JsonObject.Of(
        ("do", "fork"),
        ("argv", JsonArray.From(launch.Argv.Skip(3))),
        ("env", JsonObject.From(launch.Environment.Select(pair => new JsonMember(pair.Key, pair.Value)))),
        ("cwd", launch.Folder ?? Directory.GetCurrentDirectory()),
        ("umask", Umask()));

    // Asking the C library for it means to change it, for all threads.
    private static int Umask()
    {
        string? line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("Umask:", StringComparison.Ordinal));
        return line is null ? Convert.ToInt32("022", 8) : Convert.ToInt32(line[6..].Trim(), 8);
    }

    private async Task<JsonObject> AnswerAsync(ForkServerConnection connection, TimeSpan within, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(within, options.Local.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        JsonObject answer;
        try
        {
            answer = await connection.ReceiveAsync(either.Token).ConfigureAwait(false) ?? throw WarmErrors.ServerEnded("the fork server has ended");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw WarmErrors.Unavailable("the fork server does not answer");
        }

        return (answer.GetText("error"), answer.GetText("kind")) switch
        {
            (null, _) => answer,
            ({ } error, "stale") => throw WarmErrors.ServerEnded(error),
            ({ } error, "preload") => throw WarmErrors.PreloadRefused(error),
            ({ } error, _) => throw WarmErrors.Unavailable(error),
        };
    }
}
