using Deckle.Json;
using Deckle.Kernels;
using Deckle.Kernels.Connections;
using Deckle.Kernels.Remote;
using Deckle.Kernels.Sessions;
using Deckle.Kernels.Specs;
using Deckle.Tool.Running;

namespace Deckle.Tool.Sessions;

/// <summary>The kernel of a session, got as it was asked for.</summary>
/// <param name="Again">Starts another one in its place; null for one that is not ours.</param>
internal sealed record SessionKernel(KernelClient Client, string Name, string DisplayName, Func<CancellationToken, Task<KernelClient>>? Again)
{
    /// <summary>The server it runs on; null for none.</summary>
    public JupyterServer? Server { get; private init; }

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    /// <param name="asked">What <see cref="SessionMessages.Start"/> says.</param>
    public static async Task<SessionKernel> StartAsync(JsonObject asked, TimeProvider time, CancellationToken cancellationToken)
    {
        if (asked.GetText("existing") is { } file)
        {
            ConnectionInfo info = ReadConnection(file);
            KernelClient running = await RunningKernel.AttachAsync(info, AnswerWithin, time, cancellationToken);
            return new SessionKernel(running, info.KernelName, info.KernelName, Again: null);
        }

        if (asked.GetText("server") is { } url)
        {
            return await OnServerAsync(JupyterServerOptions.Parse(url, asked.GetText("token")) with { Time = time }, asked, cancellationToken);
        }

        string folder = asked.GetText("folder") ?? "/";
        if (!Directory.Exists(folder))
        {
            throw RunErrors.NoFolder(folder);
        }

        var variables = (asked.Get<JsonObject>("environment") ?? JsonObject.Empty).ToDictionary(member => member.Key, member => (member.Value as JsonString)?.Text ?? "");
        var search = new KernelSearch { Variables = variables, HomeFolder = variables.GetValueOrDefault("HOME") ?? "/", WorkingFolder = folder };
        var resolver = new KernelResolver(new KernelSpecs(search));
        KernelChoice choice = asked.GetText("kernel") is { } name ? resolver.Named(name) : resolver.Resolve(new Notebook(JsonObject.Empty));
        IKernelHost host = RunHost.For(new RunRequest { Input = "", Folder = folder, StartTimeout = StartTimeout(asked) }, time);
        KernelClient started = await host.StartAsync(choice, cancellationToken);
        return new SessionKernel(started, choice.Spec.Name, choice.Spec.DisplayName, token => host.StartAsync(choice, token));
    }

    private static async Task<SessionKernel> OnServerAsync(JupyterServerOptions options, JsonObject asked, CancellationToken cancellationToken)
    {
        var server = new JupyterServer(options);
        try
        {
            var host = new ServerHost(server, new ServerHostOptions { StartTimeout = StartTimeout(asked) });
            if (asked.GetText("kernel_id") is { } id)
            {
                KernelClient running = await host.AttachAsync(id, cancellationToken);
                return new SessionKernel(running, "", "", Again: null) { Server = server };
            }

            var resolver = new KernelResolver(await server.KernelSpecsAsync(cancellationToken));
            KernelChoice choice = asked.GetText("kernel") is { } name ? resolver.Named(name) : resolver.Resolve(new Notebook(JsonObject.Empty));
            KernelClient started = await host.StartAsync(choice, cancellationToken);
            return new SessionKernel(started, choice.Spec.Name, choice.Spec.DisplayName, token => host.StartAsync(choice, token)) { Server = server };
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private static TimeSpan StartTimeout(JsonObject asked) => TimeSpan.FromSeconds(asked.Get<JsonNumber>("start_timeout")?.ToDouble() ?? 60);

    private static ConnectionInfo ReadConnection(string file) => ConnectionInfo.Parse(NotebookInput.Read(file));
}
