using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Protocol;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Remote;

/// <summary>Runs kernels on a Jupyter Server or Kernel Gateway. A kernel that was started ends when its client is disposed, whatever happened.</summary>
public sealed class ServerHost(JupyterServer server, ServerHostOptions? options = null) : IKernelHost
{
    private readonly ServerHostOptions options = options ?? new ServerHostOptions();

    /// <inheritdoc/>
    /// <exception cref="DeckleException">Also <c>kernel-not-found</c>, <c>server-folder-not-found</c> and the errors of <see cref="JupyterServer"/>.</exception>
    public async Task<KernelClient> StartAsync(KernelChoice kernel, CancellationToken cancellationToken = default)
    {
        if (options.Environment.Count > 0 && !kernel.Spec.IsPython)
        {
            throw RemoteErrors.EnvironmentUnsupported(kernel.Spec);
        }

        // Of a folder that is not there the server would take the nearest one above, and cells would write where they are not meant to.
        if (options.Folder.Length > 0 && await server.Contents.ExistAsync(cancellationToken).ConfigureAwait(false)
            && !await server.Contents.HasFolderAsync(options.Folder, cancellationToken).ConfigureAwait(false))
        {
            throw RemoteErrors.NoFolder(server.Url, options.Folder);
        }

        cancellationToken.ThrowIfCancellationRequested();
        ServerKernel started = await RequestAsync(kernel.Spec).ConfigureAwait(false);
        return await OpenAsync(new ServerProcess(server, started.Id, isOurs: true), kernel.Spec, [Channel.Shell], options.Environment, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A client of a kernel that runs already, busy or not. Disposing leaves the kernel alone; <see cref="KernelClient.ShutdownAsync"/> ends it.
    /// </summary>
    /// <exception cref="DeckleException"><c>server-kernel-not-found</c>, with those that run; the errors of <see cref="JupyterServer"/>.</exception>
    public async Task<KernelClient> AttachAsync(string kernelId, CancellationToken cancellationToken = default)
    {
        ServerKernel kernel = await server.FindKernelAsync(kernelId, cancellationToken).ConfigureAwait(false)
            ?? throw RemoteErrors.KernelMissing(server.Url, kernelId, await RunningAsync(cancellationToken).ConfigureAwait(false));

        // On shell the question would wait for the cell that runs. The state is not to be relied on, nor is an answer on control.
        Channel[] asked = kernel.State == "busy" ? [Channel.Control, Channel.Shell] : [Channel.Shell, Channel.Control];
        KernelSpec spec = KernelSpec.OnServer(server.Url, kernel.Name, JsonObject.Empty);
        return await OpenAsync(new ServerProcess(server, kernel.Id, isOurs: false), spec, asked, new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<KernelClient> OpenAsync(
        ServerProcess process, KernelSpec spec, Channel[] asked, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.StartTimeout, server.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        KernelClient? client = null;
        try
        {
            string session = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
            WebSocketConnection connection =
                await WebSocketConnection.ConnectAsync(server, process, session, options.Limits, either.Token).ConfigureAwait(false);
            client = new KernelClient(connection, session, process, scratch: null, server.Time) { ShutsDownByMessage = false };
            await client.WaitUntilReadyAsync(asked, either.Token).ConfigureAwait(false);
            await SetAsync(environment, client, either.Token).ConfigureAwait(false);
            return client;
        }
        catch (Exception e)
        {
            string cause = process.Exit.IsCompleted ? (await process.Exit.ConfigureAwait(false)).ToString() : "closed its connection";
            process.Dispose();
            if (client is not null)
            {
                await client.DisposeAsync().ConfigureAwait(false);
            }

            await process.Settled.ConfigureAwait(false);
            switch (e)
            {
                case IOException:
                    throw RemoteErrors.EndedAtStart(spec, cause);
                case OperationCanceledException when !cancellationToken.IsCancellationRequested:
                    throw KernelStartErrors.StartTimeout(spec, options.StartTimeout, "");
                default:
                    throw;
            }
        }
    }

    // Not to be cancelled: a kernel whose answer nobody reads would be left behind.
    private async Task<ServerKernel> RequestAsync(KernelSpec spec)
    {
        try
        {
            return await server.StartKernelAsync(spec.Name, options.Folder, options.Environment, options.StartTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DeckleException e) when (e.Code is "server-failed" or "server-refused")
        {
            // A server of version 1 answers 500 to a name that it does not know.
            KernelSpecs specs = await server.KernelSpecsAsync(CancellationToken.None).ConfigureAwait(false);
            if (specs.Find(spec.Name) is null)
            {
                throw KernelSpecErrors.NotFound(spec.Name, null, specs);
            }

            throw;
        }
    }

    private async Task<IReadOnlyList<ServerKernel>?> RunningAsync(CancellationToken cancellationToken)
    {
        // jupyter_server 1 fails where a kernel ends at that moment; a gateway does not tell at all.
        for (int asked = 0; asked < 2; asked++)
        {
            try
            {
                return await server.KernelsAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DeckleException)
            {
                // Only help is lost with it.
            }
        }

        return null;
    }

    private static async Task SetAsync(IReadOnlyDictionary<string, string> environment, KernelClient client, CancellationToken cancellationToken)
    {
        if (environment.Count > 0)
        {
            // A string of JSON is one of Python, too.
            JsonObject variables = JsonObject.From(environment.Select(pair => new JsonMember(pair.Key, pair.Value)));
            await client.ExecuteSilentlyAsync($"__import__('os').environ.update({variables})", cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }
}
