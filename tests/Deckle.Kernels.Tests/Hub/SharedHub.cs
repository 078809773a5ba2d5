using Deckle.Kernels.Hub;
using Deckle.Testing.Servers;

namespace Deckle.Kernels.Tests.Hub;

/// <summary>One JupyterHub for the tests of a class; each has a user of its own there, who may have one named server.</summary>
public sealed class SharedHub : IAsyncLifetime
{
    internal JupyterHubProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Process = await JupyterHubProcess.StartAsync(serverLimit: 1);

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    internal JupyterHub Connect(string token, Uri? url = null) => new(new HubOptions { Url = url ?? Process.Url, Token = token });
}
