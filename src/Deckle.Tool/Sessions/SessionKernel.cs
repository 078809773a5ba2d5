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
    /// <summary>The server it runs on, for as long as the session is; null for none.</summary>
    public ServerRun? Server { get; private init; }

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

        if (asked.Get<JsonObject>("remote") is { } remote)
        {
            return await OnServerAsync(SessionOrders.Remote(remote), asked, cancellationToken);
        }

        string folder = asked.GetText("folder") ?? "/";
        if (!Directory.Exists(folder))
        {
            throw RunErrors.NoFolder(folder);
        }

        Dictionary<string, string> variables = Variables(asked, "environment");
        var search = new KernelSearch { Variables = variables, HomeFolder = variables.GetValueOrDefault("HOME") ?? "/", WorkingFolder = folder };
        RunRequest request = Request(asked) with { Folder = folder, Sandbox = asked.Get<JsonObject>("sandbox") is { } sandbox ? SessionOrders.Sandbox(sandbox) : null };
        KernelChoice choice = Choice(new KernelSpecs(request.Sandbox?.Narrow(search) ?? search), asked);
        IKernelHost host = RunHost.For(request, time);
        KernelClient started = await host.StartAsync(choice, cancellationToken);
        return new SessionKernel(started, choice.Spec.Name, choice.Spec.DisplayName, token => host.StartAsync(choice, token));
    }

    private static async Task<SessionKernel> OnServerAsync(RemoteRequest remote, JsonObject asked, CancellationToken cancellationToken)
    {
        ServerRun server = await ServerRun.OpenAsync(remote, cancellationToken);
        try
        {
            RunRequest request = Request(asked);
            var host = new ServerHost(server.Server, new ServerHostOptions { Folder = remote.Folder, Environment = request.Environment, StartTimeout = request.StartTimeout });
            if (asked.GetText("kernel_id") is { } id)
            {
                KernelClient running = await host.AttachAsync(id, cancellationToken);
                return new SessionKernel(running, "", "", Again: null) { Server = server };
            }

            KernelChoice choice = Choice(server.Specs, asked);
            KernelClient started = await server.StartAsync(request, choice, cancellationToken);

            // Files are there already, and may have been changed since.
            return new SessionKernel(started, choice.Spec.Name, choice.Spec.DisplayName, token => host.StartAsync(choice, token)) { Server = server };
        }
        catch
        {
            await EndAsync(server);
            throw;
        }
    }

    /// <summary>Ends a server that was there for the session alone, and the talk with any.</summary>
    public static async Task EndAsync(ServerRun server)
    {
        await server.DisposeAsync();
        server.Server.Dispose();
    }

    public static Dictionary<string, string> Variables(JsonObject asked, string key) =>
        (asked.Get<JsonObject>(key) ?? JsonObject.Empty).ToDictionary(member => member.Key, member => (member.Value as JsonString)?.Text ?? "");

    private static RunRequest Request(JsonObject asked) => new()
    {
        Input = "",
        Environment = Variables(asked, "variables"),
        StartTimeout = TimeSpan.FromSeconds(asked.Get<JsonNumber>("start_timeout")?.ToDouble() ?? 60),
    };

    private static KernelChoice Choice(KernelSpecs specs, JsonObject asked)
    {
        var resolver = new KernelResolver(specs);
        return asked.GetText("kernel") is { } name ? resolver.Named(name) : resolver.Resolve(new Notebook(JsonObject.Empty));
    }

    private static ConnectionInfo ReadConnection(string file) => ConnectionInfo.Parse(NotebookInput.Read(file));
}
