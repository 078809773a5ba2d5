using Deckle.Kernels;
using Deckle.Kernels.Specs;
using Deckle.Kernels.Warm;

namespace Deckle.Tool.Running;

/// <summary>Where the kernel of a run is started: from nothing, or forked from a warm process, or on a server.</summary>
internal static class RunHost
{
    /// <summary>Starts the kernel, on the server of the run if it has one.</summary>
    public static Task<KernelClient> StartAsync(RunRequest request, KernelChoice choice, ServerRun? server, TimeProvider time, CancellationToken cancellationToken) =>
        server is null ? For(request, time).StartAsync(choice, cancellationToken) : server.StartAsync(request, choice, cancellationToken);

    /// <summary>A host on this machine.</summary>
    public static IKernelHost For(RunRequest request, TimeProvider time)
    {
        var local = new LocalHostOptions
        {
            Folder = request.Folder is null ? null : Path.GetFullPath(request.Folder),
            Environment = request.Environment,
            StartTimeout = request.StartTimeout,
            MayOutlive = request.KeepKernelFor is not null,
            Sandbox = request.Sandbox,
            Time = time,
        };

        // A kernel of a warm process ends with its lease, which this program holds.
        return request.Warm == WarmUse.Off || local.MayOutlive
            ? new LocalHost(local)
            : new WarmHost(new WarmHostOptions { Local = local, StartsServer = request.Warm != WarmUse.Ready });
    }
}
