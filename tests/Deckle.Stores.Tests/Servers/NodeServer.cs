using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Deckle.Stores.Tests.Servers;

/// <summary>A server from npm, for one class of tests. `./test` installs it: `tests/npm`.</summary>
public sealed class NodeServer : IAsyncDisposable
{
    private readonly Process process;

    private NodeServer(Process process, string address)
    {
        this.process = process;
        Address = address;
    }

    public string Address { get; }

    /// <param name="arguments">Node's, where <c>PORT</c> stands for a free port.</param>
    public static async Task<NodeServer> StartAsync(string folder, params string[] arguments)
    {
        string modules = Path.Combine(Root(), "artifacts", "npm", "node_modules");
        Assert.True(Directory.Exists(modules), "The servers of tests/npm are not installed; ./test does it, or: npm ci --prefix artifacts/npm");
        int port = FreePort();
        var start = new ProcessStartInfo("node", arguments.Select(argument => argument.Replace("PORT", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["NODE_PATH"] = modules;

        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new NodeServer(process, $"http://127.0.0.1:{port}");
        await server.ReadyAsync();
        return server;
    }

    public static string Script(params string[] parts) => Path.Combine([Root(), .. parts]);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    // There is no event for a foreign program that begins to listen: it is asked until it answers.
    private async Task ReadyAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await pause.WaitForNextTickAsync(limit.Token))
        {
            Assert.False(process.HasExited, "the server ended at once");
            try
            {
                (await client.GetAsync(new Uri(Address), limit.Token)).Dispose();
                return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Deckle.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Deckle.slnx stands above no folder of this program");
    }
}
