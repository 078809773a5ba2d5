using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Deckle.Json;

namespace Deckle.Testing.Servers;

/// <summary>
/// A real JupyterHub on loopback: Debian's jupyterhub with its proxy, a home of its own, and users that are made as tests ask for them.
/// It ends with its servers when it is disposed.
/// </summary>
internal sealed class JupyterHubProcess : IAsyncDisposable
{
    /// <summary>Of a service that may do anything.</summary>
    public const string ServiceToken = "service-token-that-nobody-may-see-8d2e";

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(30);

    // user_options decide how a start goes; POST answers at once; a server asks the hub again about a token after a second.
    private const string Config =
        """
        import os
        from jupyterhub.spawner import SimpleLocalProcessSpawner
        HOME = os.environ["HOME"]

        class OptionSpawner(SimpleLocalProcessSpawner):
            async def start(self):
                if "error" in self.user_options:
                    raise RuntimeError(self.user_options["error"])
                if "command" in self.user_options:
                    self.cmd = self.user_options["command"]
                    self.http_timeout = self.user_options.get("within", 60)
                return await super().start()

        c = get_config()
        c.JupyterHub.bind_url = f"http://127.0.0.1:{os.environ['HUB_PORT']}"
        c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{os.environ['HUB_INNER_PORT']}"
        c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['HUB_PROXY_PORT']}"
        c.ConfigurableHTTPProxy.auth_token = "0" * 64
        # Debian's own place for modules, which another Node.js does not know.
        c.ConfigurableHTTPProxy.command = ["/usr/bin/env", "NODE_PATH=/usr/share/nodejs", "/usr/bin/configurable-http-proxy"]
        c.ConfigurableHTTPProxy.pid_file = HOME + "/proxy.pid"
        c.JupyterHub.db_url = f"sqlite:///{HOME}/hub.sqlite"
        c.JupyterHub.cookie_secret_file = HOME + "/cookie_secret"
        c.JupyterHub.log_level = "ERROR"
        c.JupyterHub.authenticator_class = "dummy"
        c.JupyterHub.spawner_class = OptionSpawner
        c.SimpleLocalProcessSpawner.home_dir_template = HOME + "/users/{username}"
        c.Spawner.cmd = ["/usr/bin/jupyterhub-singleuser"]
        c.Spawner.args = ["--allow-root", "--HubOAuth.cache_max_age=1"]
        c.Spawner.environment = {"JUPYTERHUB_SINGLEUSER_APP": "jupyter_server.serverapp.ServerApp"}
        c.JupyterHub.allow_named_servers = True
        c.JupyterHub.named_server_limit_per_user = int(os.environ["HUB_SERVER_LIMIT"])
        c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}
        c.JupyterHub.services = [{"name": "tests", "api_token": os.environ["HUB_SERVICE_TOKEN"]}]
        c.JupyterHub.load_roles = [{"name": "tests", "services": ["tests"], "scopes": ["admin:users", "admin:servers", "access:servers", "tokens"]}]
        """;

    private readonly string home;
    private readonly int[] ports;
    private readonly int serverLimit;
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private Process process;
    private int users;

    private JupyterHubProcess(string home, int[] ports, int serverLimit)
    {
        this.home = home;
        this.serverLimit = serverLimit;
        this.ports = ports;
        Url = new Uri($"http://127.0.0.1:{ports[0]}/");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("token", ServiceToken);
        process = Start();
    }

    public Uri Url { get; }

    /// <summary>The port of its proxy, through which all goes.</summary>
    public int Port => ports[0];

    /// <summary>Stands in the command lines of the kernels that run there.</summary>
    public string Home => home;

    /// <param name="serverLimit">How many named servers a user may have; 0 for any number.</param>
    public static async Task<JupyterHubProcess> StartAsync(int serverLimit = 0)
    {
        string home = Directory.CreateTempSubdirectory("deckle-hub-").FullName;
        Directory.CreateDirectory(Path.Combine(home, "users"));
        await File.WriteAllTextAsync(Path.Combine(home, "config.py"), Config);
        for (int attempt = 1; ; attempt++)
        {
            var hub = new JupyterHubProcess(home, FreePorts(3), serverLimit);
            if (await hub.AnswersAsync())
            {
                return hub;
            }

            // Somebody took a port, or the machine is far too busy.
            string log = await File.ReadAllTextAsync(Path.Combine(home, "log"));
            await hub.EndAsync();
            if (attempt == 3)
            {
                Directory.Delete(home, recursive: true);
                throw new InvalidOperationException($"no JupyterHub: {log}");
            }
        }
    }

    /// <summary>Ends the hub without a word, which leaves its proxy and the servers alone, and starts it again; the proxy then goes, too, for a moment.</summary>
    public async Task RestartAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = Start();
        if (!await AnswersAsync())
        {
            throw new InvalidOperationException($"the hub does not come back: {await File.ReadAllTextAsync(Path.Combine(home, "log"))}");
        }
    }

    /// <summary>Makes a user of his own for a test.</summary>
    public async Task<string> UserAsync()
    {
        string name = $"user{Interlocked.Increment(ref users)}";
        await AskAsync(HttpMethod.Post, $"users/{name}");
        Directory.CreateDirectory(Path.Combine(home, "users", name));
        return name;
    }

    /// <param name="scopes">None for all that the user may.</param>
    public async Task<string> TokenAsync(string user, params string[] scopes)
    {
        JsonObject body = JsonObject.Of(("note", "given"), ("scopes", JsonArray.From(scopes.Length == 0 ? ["inherit"] : scopes)));
        return ((JsonObject)(await AskAsync(HttpMethod.Post, $"users/{user}/tokens", body))!).GetText("token")!;
    }

    /// <summary>The names of a user's named servers, stopped ones too.</summary>
    public async Task<string[]> ServersAsync(string user)
    {
        var model = (JsonObject)(await AskAsync(HttpMethod.Get, $"users/{user}?include_stopped_servers"))!;
        return [.. model.Get<JsonObject>("servers")!.Keys.Where(name => name.Length > 0)];
    }

    /// <summary>The ids of a user's tokens with a note that begins so.</summary>
    public async Task<string[]> TokensAsync(string user, string note)
    {
        var answer = (JsonObject)(await AskAsync(HttpMethod.Get, $"users/{user}/tokens"))!;
        return [.. answer.Get<JsonArray>("api_tokens")!.OfType<JsonObject>().Where(token => token.GetText("note")!.StartsWith(note, StringComparison.Ordinal)).Select(token => token.GetText("id")!)];
    }

    public Task RevokeAsync(string user, string id) => AskAsync(HttpMethod.Delete, $"users/{user}/tokens/{id}");

    public Task DeleteServerAsync(string user, string server) => AskAsync(HttpMethod.Delete, $"users/{user}/servers/{server}", JsonObject.Of(("remove", true)));

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        client.Dispose();
        Directory.Delete(home, recursive: true);
    }

    private async Task EndAsync()
    {
        if (!process.HasExited)
        {
            // SIGTERM takes the proxy and the servers along.
            using (var kill = Process.Start("/bin/kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
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
    }

    private Process Start()
    {
        // Into a file: servers inherit the hub's output, and outlive it here.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec /usr/bin/jupyterhub -f config.py >>log 2>&1"]) { WorkingDirectory = home };
        start.Environment["HOME"] = home;
        start.Environment["HUB_PORT"] = ports[0].ToString(CultureInfo.InvariantCulture);
        start.Environment["HUB_INNER_PORT"] = ports[1].ToString(CultureInfo.InvariantCulture);
        start.Environment["HUB_PROXY_PORT"] = ports[2].ToString(CultureInfo.InvariantCulture);
        start.Environment["HUB_SERVER_LIMIT"] = serverLimit.ToString(CultureInfo.InvariantCulture);
        start.Environment["HUB_SERVICE_TOKEN"] = ServiceToken;
        return Process.Start(start)!;
    }

    private async Task<JsonValue?> AskAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url, $"hub/api/{path}"));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToString(), Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        byte[] content = await response.Content.ReadAsByteArrayAsync();
        response.EnsureSuccessStatusCode();
        return content.Length == 0 ? null : JsonReader.Read(content);
    }

    private async Task<bool> AnswersAsync()
    {
        using var patience = new CancellationTokenSource(StartWithin);
        while (!process.HasExited && !patience.IsCancellationRequested)
        {
            try
            {
                await AskAsync(HttpMethod.Get, "users");
                return true;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // It listens when it comes to it; nothing tells when that is.
                await Task.Delay(100, CancellationToken.None);
            }
        }

        return false;
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }
}
