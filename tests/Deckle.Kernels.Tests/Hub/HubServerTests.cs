using Deckle.Kernels.Specs;
using Deckle.Json;
using Deckle.Kernels.Hub;
using Deckle.Kernels.Remote;
using Deckle.Kernels.Tests.Remote;
using Deckle.Testing.Servers;

namespace Deckle.Kernels.Tests.Hub;

/// <summary>Servers of a real JupyterHub.</summary>
public sealed class HubServerTests(SharedHub shared) : IClassFixture<SharedHub>, IDisposable
{
    private const string Sleeping = "print('now', flush=True)\nimport time\ntime.sleep(60)";

    private readonly string notes = Directory.CreateTempSubdirectory("deckle-notes-").FullName;
    private readonly List<SpawnProgress> steps = [];
    private readonly List<DeckleException> warnings = [];

    private JupyterHubProcess Process => shared.Process;

    private HubServerRequest Request => new() { NotesFolder = notes, Report = steps.Add, Warn = warnings.Add };

    public void Dispose() => Directory.Delete(notes, recursive: true);

    [Fact]
    public async Task A_server_is_started_used_with_a_token_of_its_own_and_gone_afterwards()
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user));

        HubServer server = await HubServer.StartAsync(hub, Request);
        string[] during = await Process.ServersAsync(user);
        string[] tokens = await Process.TokensAsync(user, "deckle");
        string note = Path.GetFileNameWithoutExtension(Directory.GetFiles(notes).Single());
        KernelClient kernel = await RemoteRun.StartAsync(server.Server);
        ExecutionResult result = await RemoteRun.RunAsync(kernel, null, "import os\nprint(os.environ['JUPYTERHUB_SERVER_NAME'], end='')");
        await kernel.DisposeAsync();
        await server.DisposeAsync();

        Assert.Equal([server.Name], during);
        Assert.Equal(server.Name, result.Text());
        Assert.Single(tokens);
        Assert.Equal(server.Name, note);
        Assert.Equal([0, 50, 100], steps.Select(step => step.Percent));
        Assert.Contains(steps, step => step.Message == "Spawning server...");
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_hub_that_restarts_under_a_cell_costs_nothing()
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user));
        HubServer server = await HubServer.StartAsync(hub, Request);
        KernelClient kernel = await RemoteRun.StartAsync(server.Server, new ServerHost(server.Server));

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel, Process.RestartAsync, "print('now', flush=True)\nimport time\nfor i in range(8):\n    time.sleep(0.5)\n    print(i, flush=True)\n'done'", "'next'");
        await kernel.DisposeAsync();
        await server.DisposeAsync();

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Equal("now\n0\n1\n2\n3\n4\n5\n6\n7\n", string.Concat(result.Notebook.Cells[0].Outputs.SkipLast(1).Select(output => output.Text)));
        Assert.Equal("'done'", result.Notebook.Cells[0].Outputs[^1].Data.Text("text/plain"));
        Assert.Equal("'next'", result.Notebook.Cells[1].Outputs.Single().Data.Text("text/plain"));
        Assert.Empty(result.Losses);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_server_deleted_under_a_cell_is_told()
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user));
        HubServer server = await HubServer.StartAsync(hub, Request);
        KernelClient kernel = await RemoteRun.StartAsync(server.Server, new ServerHost(server.Server));

        ExecutionResult result = await RemoteRun.RunAsync(kernel, () => Process.DeleteServerAsync(user, server.Name), Sleeping);
        await kernel.DisposeAsync();
        await server.DisposeAsync();

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Matches("^the kernel (was shut down on the server|is out of reach: its server was stopped.*|was ended)$", result.Failure!.ErrorValue);
        Assert.Equal("now\n", result.Text());
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_server_that_went_away_while_the_connection_was_is_told()
    {
        await using var proxy = new CuttingProxy(Process.Port);
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user), proxy.Url);
        HubServer server = await HubServer.StartAsync(hub, Request);
        KernelClient kernel = await RemoteRun.StartAsync(server.Server, new ServerHost(server.Server));

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel,
            async () =>
            {
                proxy.Cut(refuse: true);
                await Process.DeleteServerAsync(user, server.Name);
                proxy.Mend();
            },
            Sleeping);
        await kernel.DisposeAsync();
        await server.DisposeAsync();

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.StartsWith("the kernel is out of reach: its server was stopped", result.Failure!.ErrorValue, StringComparison.Ordinal);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_token_is_made_anew_before_it_expires()
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user));
        HubServer server = await HubServer.StartAsync(hub, Request with { TokenLifetime = TimeSpan.FromSeconds(2) });
        string[] first = await Process.TokensAsync(user, "deckle");
        KernelClient kernel = await RemoteRun.StartAsync(server.Server);

        ExecutionResult result = await RemoteRun.RunAsync(kernel, null, "import time\ntime.sleep(2)\n1");
        KernelSpecs specs = await server.Server.KernelSpecsAsync();
        string[] last = await Process.TokensAsync(user, "deckle");
        await kernel.DisposeAsync();
        await server.DisposeAsync();

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.NotNull(specs.Find("python3"));
        Assert.Empty(first.Intersect(last));
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_token_revoked_under_a_cell_ends_the_run_when_the_connection_breaks()
    {
        await using var proxy = new CuttingProxy(Process.Port);
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user), proxy.Url);
        HubServer server = await HubServer.StartAsync(hub, Request);
        KernelClient kernel = await RemoteRun.StartAsync(server.Server, new ServerHost(server.Server));

        ExecutionResult result = await RemoteRun.RunAsync(
            kernel,
            async () =>
            {
                await Process.RevokeAsync(user, (await Process.TokensAsync(user, "deckle")).Single());

                // The server believes in it for another second.
                while (await server.Server.KernelsAsync().ContinueWith(task => task.IsCompletedSuccessfully, TaskScheduler.Default))
                {
                    await Task.Delay(100);
                }

                proxy.Cut();
            },
            Sleeping);
        await kernel.DisposeAsync();
        await server.DisposeAsync();

        Assert.Equal(ExecutionStatus.Dead, result.Status);
        Assert.Equal("the kernel is out of reach: the server does not accept the token any more (it answers 403)", result.Failure!.ErrorValue);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_hub_token_revoked_under_a_run_leaves_a_server_that_the_next_one_removes()
    {
        string user = await Process.UserAsync();
        string token = await Process.TokenAsync(user);
        using JupyterHub hub = shared.Connect(token);
        HubServer server = await HubServer.StartAsync(hub, Request);
        KernelClient kernel = await RemoteRun.StartAsync(server.Server);

        ExecutionResult result = await RemoteRun.RunAsync(kernel, async () => await Process.RevokeAsync(user, (await Process.TokensAsync(user, "given")).Single()), "print('now', flush=True)\nimport time\ntime.sleep(0.5)");
        await kernel.DisposeAsync();
        await server.DisposeAsync();
        string[] left = await Process.ServersAsync(user);
        DeckleException warning = warnings.Single();
        warnings.Clear();
        using JupyterHub again = shared.Connect(await Process.TokenAsync(user));
        await (await HubServer.StartAsync(again, Request)).DisposeAsync();

        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Equal([server.Name], left);
        Assert.Equal("hub-server-left", warning.Code);
        Assert.Contains($"{user}/{server.Name}", warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token, warning.ToString(), StringComparison.Ordinal);
        await AssertNothingLeftAsync(user);
    }

    [Theory]
    [InlineData("""{"error": "no such image: \u001b[31mred\u001b[0m"}""", "no such image")]
    [InlineData("""{"command": ["/bin/false"], "within": 2}""", "didn't respond in 2 seconds")]
    public async Task A_start_that_fails_says_why_and_leaves_nothing(string options, string why)
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user));
        var request = Request with { UserOptions = (JsonObject)JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(options)) };

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => HubServer.StartAsync(hub, request));

        Assert.Equal("hub-spawn-failed", error.Code);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', error.Message);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_start_that_takes_too_long_is_given_up_and_leaves_nothing()
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user));
        var request = Request with { SpawnTimeout = TimeSpan.FromSeconds(1), UserOptions = JsonObject.Of(("command", JsonArray.From(["/bin/sleep", "60"])), ("within", 3)) };

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => HubServer.StartAsync(hub, request));

        Assert.Equal("hub-spawn-timeout", error.Code);
        Assert.Contains("within 1 s; the last that was heard: Spawning server...", error.Message, StringComparison.Ordinal);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_nothing()
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user));
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HubServer.StartAsync(hub, Request with { Report = _ => stop.Cancel() }, stop.Token));

        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task A_token_without_a_scope_names_it()
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user, $"read:users!user={user}", $"access:servers!user={user}"));

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => HubServer.StartAsync(hub, Request));

        Assert.Equal("hub-scope-missing", error.Code);
        Assert.Contains("needs the scope servers", error.Message, StringComparison.Ordinal);
        Assert.Contains($"read:users!user={user}", error.Facts.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_makes_none_serves_itself()
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user, $"servers!user={user}", $"access:servers!user={user}"));

        HubServer server = await HubServer.StartAsync(hub, Request);
        KernelSpecs specs = await server.Server.KernelSpecsAsync();
        string[] tokens = await Process.TokensAsync(user, "deckle");
        await server.DisposeAsync();

        Assert.NotNull(specs.Find("python3"));
        Assert.Empty(tokens);
        await AssertNothingLeftAsync(user);
    }

    [Fact]
    public async Task The_default_server_has_a_token_of_its_own_and_stays()
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(await Process.TokenAsync(user));

        HubServer server = await HubServer.StartAsync(hub, Request with { Server = "" });
        KernelSpecs specs = await server.Server.KernelSpecsAsync();
        string[] tokens = await Process.TokensAsync(user, "deckle");
        await server.DisposeAsync();
        HubServerState? state = await hub.FindServerAsync(user, "");

        Assert.NotNull(specs.Find("python3"));
        Assert.Single(tokens);
        Assert.True(state?.IsReady);
        await AssertNothingLeftAsync(user);
    }

    [Theory]
    [InlineData("wrong", null, "hub-token-refused")]
    [InlineData(JupyterHubProcess.ServiceToken, null, "hub-user-needed")]
    [InlineData(JupyterHubProcess.ServiceToken, "nobody", "hub-user-not-found")]
    public async Task A_token_that_does_not_fit_is_told(string token, string? user, string code)
    {
        using JupyterHub hub = shared.Connect(token);

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => HubServer.StartAsync(hub, Request with { User = user }));

        Assert.Equal(code, error.Code);
        Assert.DoesNotContain(JupyterHubProcess.ServiceToken, $"{error} {error.Help}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_more_than_the_hub_allows_is_told()
    {
        string user = await Process.UserAsync();
        using JupyterHub hub = shared.Connect(JupyterHubProcess.ServiceToken);
        HubServer first = await HubServer.StartAsync(hub, Request with { User = user });

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => HubServer.StartAsync(hub, Request with { User = user }));
        string[] during = await Process.ServersAsync(user);
        await first.DisposeAsync();

        Assert.Equal("hub-server-limit", error.Code);
        Assert.Contains("maximum of 1 named servers", error.Message, StringComparison.Ordinal);
        Assert.Equal([first.Name], during);
        await AssertNothingLeftAsync(user);
    }

    private async Task AssertNothingLeftAsync(string user)
    {
        Assert.Empty(warnings);
        Assert.Empty(await Process.ServersAsync(user));
        Assert.Empty(await Process.TokensAsync(user, "deckle"));
        Assert.Empty(Directory.GetFiles(notes));
    }
}
