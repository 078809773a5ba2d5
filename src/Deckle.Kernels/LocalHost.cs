using System.Globalization;
using System.Security.Cryptography;
using Deckle.Kernels.Connections;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Sandboxing;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels;

/// <summary>Starts kernels as processes of this machine.</summary>
public sealed class LocalHost(LocalHostOptions? options = null) : IKernelHost
{
    private const int Tries = 5;

    private readonly LocalHostOptions options = options ?? new LocalHostOptions();
    private readonly Lazy<Sandbox?> sandbox = new(() => Sandbox.For(options?.Sandbox));

    /// <summary>Starts the kernel of a name, found as Jupyter finds it. See <see cref="StartAsync(KernelChoice, CancellationToken)"/>.</summary>
    /// <exception cref="DeckleException">Also <c>kernel-not-found</c>, with what there is.</exception>
    public Task<KernelClient> StartAsync(string kernelName, CancellationToken cancellationToken = default)
    {
        KernelSearch search = KernelSearch.FromProcess(Path.GetFullPath(options.Folder ?? "."));
        return StartAsync(new KernelResolver(new KernelSpecs(options.Sandbox?.Narrow(search) ?? search)).Named(kernelName), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<KernelClient> StartAsync(KernelChoice kernel, CancellationToken cancellationToken = default) =>
        StartAsync(kernel, (launch, _) => Task.FromResult<IKernelProcess>(StartProcess(launch)), cancellationToken);

    /// <param name="start">Makes the process; the rest is the same for all.</param>
    internal async Task<KernelClient> StartAsync(
        KernelChoice kernel, Func<KernelLaunch, CancellationToken, Task<IKernelProcess>> start, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(kernel, start, cancellationToken).ConfigureAwait(false);
            }
            catch (PortTakenException) when (attempt < Tries)
            {
                // Somebody took one of the ports between our letting go and the kernel's binding: other ports.
            }
        }
    }

    private async Task<KernelClient> StartOnceAsync(
        KernelChoice kernel, Func<KernelLaunch, CancellationToken, Task<IKernelProcess>> start, CancellationToken cancellationToken)
    {
        if (sandbox.Value is not null && options.MayOutlive)
        {
            throw SandboxErrors.Outlives();
        }

        var scratch = new Scratch();
        IKernelProcess? process = null;
        using var patience = new CancellationTokenSource(options.StartTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            (KernelLaunch launch, ConnectionInfo info) = Prepare(kernel, scratch);
            process = await start(launch, either.Token).ConfigureAwait(false);
            string session = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
            ZmtpConnection connection =
                await ZmtpConnection.ConnectAsync(info, session, process.Exit, options.Time, either.Token).ConfigureAwait(false);
            var client = new KernelClient(connection, session, process, scratch, options.Time) { InterruptsByMessage = kernel.Spec.InterruptMode == InterruptMode.Message };
            await client.WaitUntilReadyAsync(either.Token).ConfigureAwait(false);
            client.Start = client.Start with { Sandbox = sandbox.Value is { } walls ? walls.Plan with { Needed = launch.Granted } : null };
            return client;
        }
        catch (Exception e)
        {
            process?.Dispose();
            KernelExit? exit = process is null ? null : await process.Exit.ConfigureAwait(false);
            scratch.Dispose();
            string output = process?.Output ?? "";
            switch (e)
            {
                case IOException when output.Contains("Address already in use", StringComparison.OrdinalIgnoreCase):
                    throw new PortTakenException(e);
                case IOException when exit is not null && sandbox.Value is not null && Sandbox.Complaint(output) is { } complaint:
                    throw SandboxErrors.Failed(complaint);
                case IOException when exit is not null:
                    throw KernelStartErrors.EndedAtStart(kernel.Spec, exit, output);
                case OperationCanceledException when !cancellationToken.IsCancellationRequested:
                    throw KernelStartErrors.StartTimeout(kernel.Spec, options.StartTimeout, output, exit);
                default:
                    throw;
            }
        }
    }

    private KernelProcess StartProcess(KernelLaunch launch) => KernelProcess.Start(Lean(launch));

    private KernelLaunch Lean(KernelLaunch launch) =>
        options.LeanStart && LeanIpykernel.IsIpykernel(launch.Argv) ? launch with { Argv = LeanIpykernel.Command(launch.Argv) } : launch;

    private (KernelLaunch Launch, ConnectionInfo Info) Prepare(KernelChoice kernel, Scratch scratch)
    {
        bool isIpykernel = LeanIpykernel.IsIpykernel(kernel.Spec.Argv);

        // Sockets that are files clash with nobody and are private by the folder's mode; but not every kernel knows them.
        bool isIpc = (isIpykernel && !OperatingSystem.IsWindows()) || sandbox.Value?.NeedsIpc(kernel.Spec) == true;
        using LoopbackPorts? ports = isIpc ? null : new LoopbackPorts();
        IReadOnlyList<int> numbers = ports?.Ports ?? [1, 2, 3, 4, 5];
        var info = new ConnectionInfo
        {
            Transport = ports is null ? "ipc" : "tcp",
            Ip = ports is null ? scratch.File("kernel") : "127.0.0.1",
            ShellPort = numbers[0],
            IOPubPort = numbers[1],
            StdinPort = numbers[2],
            ControlPort = numbers[3],
            HeartbeatPort = numbers[4],
            Key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
            KernelName = kernel.Spec.Name,
        };
        string connectionFile = scratch.File(Scratch.ConnectionFile);
        using (var file = new FileStream(connectionFile, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(info.ToJson());
        }

        KernelCommand command = kernel.CommandFor(connectionFile);

        // History in memory: a run is not an interactive session, and writing its database takes time at the kernel's end.
        IReadOnlyList<string> argv = isIpykernel ? [.. command.Argv, "--HistoryManager.hist_file=:memory:"] : command.Argv;
        var launch = new KernelLaunch(argv, EnvironmentFor(command), options.Folder, scratch.Guard);
        return (sandbox.Value is { } walls ? walls.Wrap(Lean(launch), SandboxSubject.Of(kernel, command, options.Environment, walls.Profile.Narrow(kernel.Search with { WorkingFolder = Path.GetFullPath(options.Folder ?? kernel.Search.WorkingFolder) })), scratch.Path) : launch, info);
    }

    internal Dictionary<string, string> EnvironmentFor(KernelCommand command)
    {
        var environment = new Dictionary<string, string>(command.Variables, StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> pair in options.Environment)
        {
            environment[pair.Key] = pair.Value;
        }

        // ipykernel watches its parent by this and ends with it.
        if (options.MayOutlive)
        {
            environment.Remove("JPY_PARENT_PID");
        }
        else
        {
            environment["JPY_PARENT_PID"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        }

        environment.TryAdd("PYDEVD_DISABLE_FILE_VALIDATION", "1");
        return environment;
    }

    private sealed class PortTakenException(Exception cause) : Exception("a port was taken", cause);
}
