using Deckle.Json;
using Deckle.Kernels.Hub;
using Deckle.Testing.Servers;

namespace Deckle.Kernels.Tests.Hub;

/// <summary>What other versions and what stands in front of hubs may answer, by the published API.</summary>
public class HubContractTests
{
    private const string Token = "a-hub-token-that-nobody-may-see-77";
    private const string Page = $"<html>{Token}</html>";
    private const string Scopes = """["start:servers!user=ana", "delete:servers!user=ana", "read:servers!user=ana", "access:servers!user=ana", "tokens!user=ana"]""";

    private readonly List<SpawnProgress> steps = [];

    [Theory]
    [InlineData("3.0.0", """{"profile":"gpu"}""")]
    [InlineData("5.4.3", """{"profile":"gpu"}""")]
    [InlineData("6.0.0b2", """{"user_options":{"profile":"gpu"}}""")]
    [InlineData("7.1", """{"user_options":{"profile":"gpu"}}""")]
    public async Task Options_stand_where_each_version_reads_them(string version, string body)
    {
        await using ContractServer contract = Hub(version);

        await RunAsync(contract, new HubServerRequest { UserOptions = JsonObject.Of(("profile", "gpu")) });

        string sent = contract.Bodies[contract.Asked.FindIndex(asked => asked.StartsWith("POST /hub/api/users/ana/servers/deckle-", StringComparison.Ordinal))];
        Assert.Equal(JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(body)).ToString(), JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(sent)).ToString());
    }

    [Fact]
    public async Task Without_progress_the_state_is_asked_for()
    {
        await using ContractServer contract = Hub("4.1.6", asked => asked.EndsWith("/progress", StringComparison.Ordinal) ? (404, "text/html", Page) : null);

        await RunAsync(contract, new HubServerRequest());

        Assert.Contains("GET /hub/api/users/ana", contract.Asked);
        Assert.Empty(steps);
    }

    [Fact]
    public async Task A_hub_with_a_shorter_life_of_tokens_sets_it()
    {
        await using ContractServer contract = Hub("6.0.0");
        contract.Answer = asked => asked == "POST /hub/api/users/ana/tokens" && contract.Bodies[^1].Contains("expires_in", StringComparison.Ordinal)
            ? (400, "application/json", """{"status": 400, "message": "token expires_in: 3600 must not exceed 600"}""")
            : null;

        await RunAsync(contract, new HubServerRequest());

        Assert.Equal(2, contract.Asked.Count(asked => asked == "POST /hub/api/users/ana/tokens"));
        Assert.Contains("DELETE /hub/api/users/ana/tokens/t1", contract.Asked);
    }

    [Theory]
    [InlineData(429, "application/json", """{"status": 429, "message": "Too many users trying to log in right now."}""")]
    [InlineData(503, "text/html", Page)]
    public async Task A_busy_hub_is_asked_again_when_it_says(int status, string type, string body)
    {
        int refusals = 2;
        await using ContractServer contract = Hub(
            "5.0.0", asked => asked.StartsWith("POST /hub/api/users/ana/servers/", StringComparison.Ordinal) && refusals-- > 0 ? (status, type, body) : null);
        contract.Headers["Retry-After"] = "1";

        await RunAsync(contract, new HubServerRequest());

        Assert.Equal(3, contract.Asked.Count(asked => asked.StartsWith("POST /hub/api/users/ana/servers/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(200, "text/html", Page, "hub-not-jupyterhub")]
    [InlineData(302, "text/html", "/login", "hub-not-jupyterhub")]
    [InlineData(200, "application/json", """{"version": "2.3.1"}""", "hub-version-unsupported")]
    [InlineData(503, "text/html", Page, "hub-busy")]
    public async Task What_is_no_hub_or_none_now_is_told_and_no_page_shown(int status, string type, string body, string code)
    {
        await using var contract = new ContractServer((_, _) => (status, type, body));

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => RunAsync(contract, new HubServerRequest { SpawnTimeout = TimeSpan.FromSeconds(1) }));

        Assert.Equal(code, error.Code);
        Assert.DoesNotContain(Token, $"{error} {error.Help}", StringComparison.Ordinal);
        Assert.DoesNotContain("<html", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"status": 400, "message": "Named servers are not enabled."}""", "hub-named-servers-off")]
    [InlineData(400, """{"status": 400, "message": "User ana already has the maximum of 2 named servers.  One must be deleted"}""", "hub-server-limit")]
    [InlineData(403, """{"status": 403, "message": "Action is not authorized with current scopes; requires any of [start:servers]"}""", "hub-scope-missing")]
    [InlineData(403, """{"status": 403, "message": "Forbidden"}""", "hub-token-refused")]
    [InlineData(409, """{"status": 409, "message": "no"}""", "hub-refused")]
    [InlineData(500, """{"status": 500, "message": "Spawner failed: a-hub-token-that-nobody-may-see-77"}""", "hub-spawn-failed")]
    public async Task Each_refusal_to_start_has_its_error(int status, string body, string code)
    {
        await using ContractServer contract = Hub(
            "5.0.0", asked => asked.StartsWith("POST /hub/api/users/ana/servers/", StringComparison.Ordinal) ? (status, "application/json", body) : null);

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => RunAsync(contract, new HubServerRequest()));

        Assert.Equal(code, error.Code);
        Assert.DoesNotContain(Token, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(code == "hub-spawn-failed", contract.Asked.Any(asked => asked.StartsWith("DELETE ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://elsewhere.example/user/ana/x/")]
    [InlineData("//elsewhere.example/user/ana/x/")]
    public async Task A_server_on_a_foreign_host_gets_no_token(string place)
    {
        await using ContractServer contract = Hub("5.0.0", asked => asked.EndsWith("/progress", StringComparison.Ordinal) ? (200, "text/event-stream", Ready(place)) : null);

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => RunAsync(contract, new HubServerRequest()));

        Assert.Equal("hub-server-elsewhere", error.Code);
    }

    [Fact]
    public async Task The_default_server_is_started_and_stays()
    {
        await using ContractServer contract = Hub("3.1.1");

        await RunAsync(contract, new HubServerRequest { Server = "" });

        Assert.Contains("POST /hub/api/users/ana/server", contract.Asked);
        Assert.DoesNotContain(contract.Asked, asked => asked.StartsWith("DELETE /hub/api/users/ana/server", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hub_and_a_proxy_that_are_away_for_a_moment_are_waited_for()
    {
        var away = new HashSet<string> { "GET /hub/api", "GET /user/ana/server/api" };
        await using ContractServer contract = Hub("5.0.0", asked => away.Remove(asked) ? (503, "text/html", Page) : null);

        await RunAsync(contract, new HubServerRequest { Server = "" });

        Assert.Equal((2, 2), (contract.Asked.Count(asked => asked == "GET /hub/api"), contract.Asked.Count(asked => asked == "GET /user/ana/server/api")));
    }

    [Fact]
    public async Task What_killed_runs_left_is_removed_where_it_is_ours()
    {
        string notes = Directory.CreateTempSubdirectory("deckle-notes-").FullName;
        await using ContractServer contract = Hub("5.0.0");
        foreach ((string name, string url, string user) in (ReadOnlySpan<(string, string, string)>)[("ours", contract.Url.ToString(), "ana"), ("hers", contract.Url.ToString(), "eve"), ("there", "http://hub.example/", "ana")])
        {
            File.WriteAllText(Path.Combine(notes, $"{name}.json"), JsonObject.Of(("hub", url), ("user", user), ("server", name), ("tokens", JsonArray.From(["t7"]))).ToString());
        }

        File.WriteAllText(Path.Combine(notes, "broken.json"), "{");
        await RunAsync(contract, new HubServerRequest { NotesFolder = notes });
        string[] left = [.. Directory.GetFiles(notes).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        Directory.Delete(notes, recursive: true);

        Assert.Equal(["broken.json", "hers.json", "there.json"], left);
        Assert.Equal(
            ["DELETE /hub/api/users/ana/servers/ours", "DELETE /hub/api/users/ana/tokens/t7"],
            contract.Asked.Where(asked => asked.StartsWith("DELETE ", StringComparison.Ordinal)).Take(2));
    }

    [Theory]
    [InlineData("https://hub.example/hub/home?token=x", "https://hub.example/")]
    [InlineData("hub.example:8000", "http://hub.example:8000/")]
    [InlineData("https://host.example/jupyter/user/ana/lab", "https://host.example/jupyter/")]
    [InlineData("http://127.0.0.1:8081/hub/api", "http://127.0.0.1:8081/")]
    public void Addresses_are_read_as_people_have_them(string given, string url) => Assert.Equal(url, HubOptions.Parse(given).Url.ToString());

    [Fact]
    public void An_address_with_a_password_is_refused_and_not_repeated()
    {
        DeckleException error = Assert.Throws<DeckleException>(() => HubOptions.Parse("https://ana:secret@hub.example/"));

        Assert.Equal("hub-address-invalid", error.Code);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    private static string Ready(string place) => $"\n\ndata: {{\"progress\": 50, \"message\": \"\\u001b[1mPulling\\u001b[0m\"}}\n\nnonsense\n\ndata: {{\"progress\": 100, \"ready\": true, \"message\": \"Server ready\", \"url\": \"{place}\"}}\n\n";

    private async Task RunAsync(ContractServer contract, HubServerRequest request)
    {
        using var hub = new JupyterHub(new HubOptions { Url = contract.Url, Token = Token });
        await using HubServer server = await HubServer.StartAsync(hub, request with { Report = steps.Add });
        Assert.StartsWith(contract.Url.ToString(), server.Server.Url.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A hub of one user whose server is ready at once.</summary>
    private static ContractServer Hub(string version, Func<string, (int, string, string)?>? answer = null)
    {
        string started = "";
        return new ContractServer((asked, _) => asked switch
        {
            "GET /hub/api" => (200, "application/json", $"{{\"version\": \"{version}\"}}"),
            "GET /hub/api/user" => (200, "application/json", $"{{\"kind\": \"user\", \"name\": \"ana\", \"scopes\": {Scopes}}}"),
            _ when asked.StartsWith("GET /user/ana/", StringComparison.Ordinal) => (200, "application/json", """{"version": "2.14.0"}"""),
            "GET /hub/api/users/ana" => (200, "application/json", $"{{\"name\": \"ana\", \"servers\": {{\"{started}\": {{\"ready\": true, \"pending\": null, \"url\": \"/user/ana/{started}/\"}}}}}}"),
            "POST /hub/api/users/ana/tokens" => (201, "application/json", """{"id": "t1", "token": "made"}"""),
            _ when asked.EndsWith("/progress", StringComparison.Ordinal) => (200, "text/event-stream", Ready($"/user/ana/{started}/")),
            _ when asked.StartsWith("POST /hub/api/users/ana/server", StringComparison.Ordinal) => (202, "text/plain", (started = asked.Split('/')[^1])[..0]),
            _ when asked.StartsWith("DELETE ", StringComparison.Ordinal) => (204, "text/plain", ""),
            _ => (404, "text/html", Page),
        })
        { Answer = answer };
    }
}
