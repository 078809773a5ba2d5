using Deckle.Kernels.Remote;
using Deckle.Testing.Servers;

[assembly: AssemblyFixture(typeof(Deckle.Kernels.Tests.Remote.SharedServer))]

namespace Deckle.Kernels.Tests.Remote;

/// <summary>One Jupyter Server for all tests that do it no harm, started when the first of them asks.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    /// <summary>Impatient, so that what takes minutes in earnest takes seconds here.</summary>
    internal static RemoteLimits Limits { get; } = new()
    {
        PollEvery = TimeSpan.FromSeconds(0.3),
        ReplayWithin = TimeSpan.FromSeconds(1.5),
        ReconnectFor = TimeSpan.FromSeconds(4),
    };

    private readonly Lazy<Task<JupyterServerProcess>> process = new(() => JupyterServerProcess.StartAsync());

    internal Task<JupyterServerProcess> Process => process.Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (process.IsValueCreated)
        {
            await (await process.Value).DisposeAsync();
        }
    }

    internal async Task<JupyterServer> ConnectAsync() => At((await Process).Url);

    internal static JupyterServer At(Uri url, string? token = JupyterServerProcess.Token) => new(new JupyterServerOptions { Url = url, Token = token });

    internal static ServerHost Host(JupyterServer server) => new(server, new ServerHostOptions { Limits = Limits });
}
