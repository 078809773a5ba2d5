using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Deckle.Testing.Servers;

/// <summary>A real Jupyter Server on loopback: Debian's python3-jupyter-server, with a home of its own. It ends with its kernels when it is disposed.</summary>
internal sealed class JupyterServerProcess : IAsyncDisposable
{
    public const string Token = "a-token-that-nobody-may-see-5f1c";

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(15);

    private readonly Process process;
    private readonly string home;

    private JupyterServerProcess(Process process, string home, int port, string path)
    {
        this.process = process;
        this.home = home;
        Port = port;
        Url = new Uri($"http://127.0.0.1:{port}{path}");
    }

    public int Port { get; }

    public Uri Url { get; }

    /// <summary>Its files.</summary>
    public string Folder => Path.Combine(home, "work");

    /// <param name="path">Its base address below the host, with slashes at both ends.</param>
    /// <param name="options">More of its command line.</param>
    public static async Task<JupyterServerProcess> StartAsync(string path = "/", params string[] options)
    {
        string home = Directory.CreateTempSubdirectory("deckle-jupyter-").FullName;
        Directory.CreateDirectory(Path.Combine(home, "work"));
        for (int attempt = 1; ; attempt++)
        {
            int port = FreePort();
            var server = new JupyterServerProcess(Start(home, port, path, options), home, port, path);
            if (await server.AnswersAsync())
            {
                return server;
            }

            // Somebody took the port, or the machine is far too busy.
            string log = await server.process.StandardError.ReadToEndAsync();
            if (attempt == 3)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"no Jupyter Server: {log}");
            }
        }
    }

    /// <summary>SIGKILL, which leaves its kernels to themselves: they watch their parent and end.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // SIGTERM takes the kernels along.
            using (var kill = Process.Start("/bin/kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            using var patience = new CancellationTokenSource(EndWithin);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.Dispose();
        Directory.Delete(home, recursive: true);
    }

    private static Process Start(string home, int port, string path, string[] options)
    {
        var start = new ProcessStartInfo("/usr/bin/python3")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = home,
        };
        foreach (string argument in (string[])
            [
                "-m", "jupyter_server", "--no-browser", "--ip=127.0.0.1", $"--port={port}", "--ServerApp.port_retries=0", $"--ServerApp.token={Token}",
                $"--ServerApp.root_dir={Path.Combine(home, "work")}", $"--ServerApp.base_url={path}", "--allow-root", "--log-level=ERROR", .. options,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["HOME"] = home;
        start.Environment["JUPYTER_CONFIG_DIR"] = Path.Combine(home, ".jupyter");
        start.Environment["JUPYTER_RUNTIME_DIR"] = Path.Combine(home, "runtime");
        start.Environment["JUPYTER_DATA_DIR"] = Path.Combine(home, "data");
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var patience = new CancellationTokenSource(StartWithin);
        while (!process.HasExited && !patience.IsCancellationRequested)
        {
            try
            {
                await client.GetStringAsync(new Uri(Url, "api"), patience.Token);
                process.ErrorDataReceived += (_, _) => { };
                process.BeginErrorReadLine();
                return true;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // It listens when it comes to it; nothing tells when that is.
                await Task.Delay(50, CancellationToken.None);
            }
        }

        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
