using Deckle.Json;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Remote;

/// <summary>A Jupyter Server (1.23 and later) or Kernel Gateway: its REST API, as far as running notebooks needs it.</summary>
public sealed class JupyterServer : IDisposable
{
    private readonly JupyterServerOptions options;

    public JupyterServer(JupyterServerOptions options)
    {
        this.options = options;
        Calls = new ServerCalls(options);
        Contents = new ServerContents(this);
    }

    /// <summary>The base address.</summary>
    public Uri Url => options.Url;

    /// <summary>The files below the server's folder.</summary>
    public ServerContents Contents { get; }

    internal ServerCalls Calls { get; }

    internal TimeProvider Time => options.Time;

    /// <summary>
    /// Tells whether the server was stopped for good, where somebody else knows, such as the hub that started it; null when he cannot tell now.
    /// Without him three answers of "no server here" in a row mean it.
    /// </summary>
    internal Func<CancellationToken, Task<bool?>>? TellsStopped { get; init; }

    /// <summary>Puts another token in the place of the one that was given.</summary>
    internal void Renew(string token) => Calls.Token = token;

    /// <summary>Asks whether it is a Jupyter server. The token is not looked at.</summary>
    /// <returns>The server's version, such as <c>1.23.3</c>.</returns>
    /// <exception cref="DeckleException"><c>server-not-jupyter</c>, <c>server-unreachable</c>, <c>server-tls-failed</c>, <c>server-redirects</c>, <c>server-stopped</c>.</exception>
    public async Task<string> ProbeAsync(CancellationToken cancellationToken = default)
    {
        ServerAnswer answer = await Calls.AskAsync(HttpMethod.Get, "api", "say its version", cancellationToken: cancellationToken).ConfigureAwait(false);
        return (answer.Json as JsonObject)?.GetText("version") ?? throw RemoteErrors.NotJupyter(Url, "/api does not say a version");
    }

    /// <summary>The kernels that can be started there.</summary>
    /// <exception cref="DeckleException">Also <c>server-token-refused</c>.</exception>
    public async Task<KernelSpecs> KernelSpecsAsync(CancellationToken cancellationToken = default)
    {
        ServerAnswer answer = await Calls.AskAsync(HttpMethod.Get, "api/kernelspecs", "list its kernels", cancellationToken: cancellationToken).ConfigureAwait(false);
        JsonObject all = answer.Json as JsonObject ?? JsonObject.Empty;
        JsonObject specs = all.Get<JsonObject>("kernelspecs") ?? throw RemoteErrors.NotJupyter(Url, "/api/kernelspecs has no kernels");
        return KernelSpecs.OnServer(Url, specs, all.GetText("default"));
    }

    /// <summary>The kernels that run. A Kernel Gateway tells only when it was started with <c>KG_LIST_KERNELS</c>.</summary>
    public async Task<IReadOnlyList<ServerKernel>> KernelsAsync(CancellationToken cancellationToken = default)
    {
        ServerAnswer answer = await Calls.AskAsync(HttpMethod.Get, "api/kernels", "list its running kernels", cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. (answer.Json as JsonArray ?? JsonArray.Empty).Select(ServerKernel.Parse).OfType<ServerKernel>()];
    }

    /// <summary>Starts a kernel. The server answers when its process runs, not when it is ready.</summary>
    /// <param name="folder">Its working folder below the server's, with slashes; empty for the server's own.</param>
    /// <param name="environment">Variables for it, which only a Kernel Gateway takes.</param>
    /// <param name="limit">How long it may take.</param>
    public async Task<ServerKernel> StartKernelAsync(
        string name, string folder, IReadOnlyDictionary<string, string> environment, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        // Without a path the kernel would start where the server was started, which need not be where its files are.
        JsonObject body = JsonObject.Of(("name", name), ("path", folder));
        body = environment.Count == 0 ? body : body.With("env", JsonObject.From(environment.Select(pair => new JsonMember(pair.Key, pair.Value))));
        ServerAnswer answer = await Calls.AskAsync(HttpMethod.Post, "api/kernels", $"start kernel '{name}'", body, limit, cancellationToken).ConfigureAwait(false);
        return ServerKernel.Parse(answer.Json) ?? throw RemoteErrors.NotJupyter(Url, "it does not describe the kernel that it started");
    }

    /// <summary>The kernel of an id; null when none runs.</summary>
    public async Task<ServerKernel?> FindKernelAsync(string id, CancellationToken cancellationToken = default)
    {
        ServerAnswer answer = await Calls.SendAsync(HttpMethod.Get, PathOf(id), cancellationToken: cancellationToken).ConfigureAwait(false);

        if (answer is { Status: 404, Json: null })
        {
            // Of what cannot be a kernel's id the server shows a page. So does a proxy without its server, or what is no Jupyter at all.
            await ProbeAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        return answer.Status == 404 ? null : ServerKernel.Parse(Calls.Good(answer, "find the kernel").Json);
    }

    /// <summary>Ends a kernel.</summary>
    /// <returns>Whether it ran.</returns>
    public async Task<bool> DeleteKernelAsync(string id, CancellationToken cancellationToken = default)
    {
        ServerAnswer answer = await Calls.SendAsync(HttpMethod.Delete, PathOf(id), cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer is not { Status: 404, Json: JsonObject } && Calls.Good(answer, "end the kernel").IsGood;
    }

    public Task InterruptKernelAsync(string id, CancellationToken cancellationToken = default) =>
        Calls.AskAsync(HttpMethod.Post, $"{PathOf(id)}/interrupt", "interrupt the kernel", JsonObject.Empty, cancellationToken: cancellationToken);

    /// <summary>Restarts a kernel; what it knew is gone. Its id stays.</summary>
    public Task RestartKernelAsync(string id, CancellationToken cancellationToken = default) =>
        Calls.AskAsync(HttpMethod.Post, $"{PathOf(id)}/restart", "restart the kernel", JsonObject.Empty, cancellationToken: cancellationToken);

    public void Dispose() => Calls.Dispose();

    /// <summary>When the server started, by its own clock; null where it does not say. Another time is another server.</summary>
    internal async Task<string?> StartedAsync(CancellationToken cancellationToken)
    {
        ServerAnswer answer = await Calls.SendAsync(HttpMethod.Get, "api/status", cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer.IsGood ? (answer.Json as JsonObject)?.GetText("started") : null;
    }

    internal static string PathOf(string kernelId) => $"api/kernels/{Uri.EscapeDataString(kernelId)}";
}
