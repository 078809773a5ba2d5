using System.Net;
using System.Net.Sockets;
using Deckle.Kernels.Remote;
using Deckle.Kernels.Specs;
using Deckle.Testing.Servers;

namespace Deckle.Kernels.Tests.Remote;

/// <summary>Servers that say no, or are none.</summary>
public class RemoteErrorTests(SharedServer shared)
{
    private const string Page = $"<html data-jupyter-api-token=\"{JupyterServerProcess.Token}\">";
    private const string Specs = """{"default": "python3", "kernelspecs": {"python3": {"name": "python3", "spec": {"argv": [], "display_name": "Python 3", "language": "python"}}}}""";

    [Theory]
    [InlineData(200, "text/html", Page, "server-not-jupyter")]
    [InlineData(200, "application/json", "[1]", "server-not-jupyter")]
    [InlineData(404, "text/html", Page, "server-not-jupyter")]
    [InlineData(302, "text/html", "/login", "server-redirects")]
    [InlineData(302, "text/html", "/user/ana/lab", "server-redirects")]
    [InlineData(401, "application/json", """{"reason": "Unauthorized", "message": ""}""", "server-token-refused")]
    [InlineData(403, "application/json", """{"message": "Forbidden", "reason": null}""", "server-token-refused")]
    [InlineData(424, "application/json", """{"message": "JupyterHub server no longer running"}""", "server-stopped")]
    [InlineData(500, "application/json", """{"message": "Traceback\n  in x\nKeyError: 'a-token-that-nobody-may-see-5f1c'"}""", "server-failed")]
    [InlineData(503, "text/html", Page, "server-failed")]
    public async Task Each_answer_has_its_error_and_none_shows_the_token(int status, string type, string body, string code)
    {
        await using var contract = new ContractServer((_, _) => (status, type, body));
        using JupyterServer server = SharedServer.At(contract.Url);

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => server.KernelSpecsAsync());

        Assert.Equal(code, error.Code);
        Assert.DoesNotContain(JupyterServerProcess.Token, $"{error} {error.Help} {string.Join(' ', error.Facts)}", StringComparison.Ordinal);
        Assert.DoesNotContain("<html", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["GET /api/kernelspecs"], contract.Asked);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task A_wrong_token_and_none_are_refused(string? token)
    {
        using JupyterServer server = SharedServer.At((await shared.Process).Url, token);

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => server.KernelSpecsAsync());

        Assert.Equal("server-token-refused", error.Code);
        Assert.Contains(token is null ? "none was given" : "does not accept", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/login?next=%2Fapi%2Fkernelspecs", true)]
    [InlineData("http://127.0.0.1:1/jupyter/login", true)]
    [InlineData("/hub/login", true)]
    [InlineData("/hub/user/ana/api/kernelspecs", false)]
    public async Task A_page_to_log_in_is_told_from_other_redirects(string place, bool isLogin)
    {
        await using var contract = new ContractServer((_, _) => (302, "text/html", place));
        using JupyterServer server = SharedServer.At(contract.Url);

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => server.KernelSpecsAsync());

        Assert.Equal("server-redirects", error.Code);
        Assert.Equal(isLogin, error.Message.Contains("its page to log in, which Deckle does not do", StringComparison.Ordinal));
        Assert.Equal(isLogin, error.Help!.Contains("JUPYTER_TOKEN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_with_a_password_takes_a_token_and_says_so()
    {
        await using JupyterServerProcess process = await JupyterServerProcess.StartAsync("/", "--ServerApp.password=sha1:f6c64f5780e1:7e4d3890b78fa873c3e246c53ecd94cf8733c5a7");
        using JupyterServer server = SharedServer.At(process.Url);
        using JupyterServer stranger = SharedServer.At(process.Url, token: null);

        KernelSpecs specs = await server.KernelSpecsAsync();
        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => stranger.KernelSpecsAsync());

        Assert.NotNull(specs.Find("python3"));
        Assert.Equal("server-token-refused", error.Code);
        Assert.Contains("A server with a password takes a token", error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_probe_needs_no_token()
    {
        using JupyterServer server = SharedServer.At((await shared.Process).Url, token: null);

        Assert.Matches(@"^\d+\.\d+", await server.ProbeAsync());
    }

    [Fact]
    public async Task A_server_that_is_down_is_unreachable()
    {
        var contract = new ContractServer((_, _) => (200, "text/plain", ""));
        await contract.DisposeAsync();
        using JupyterServer server = SharedServer.At(contract.Url);

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => server.ProbeAsync());

        Assert.Equal("server-unreachable", error.Code);
    }

    [Fact]
    public async Task A_server_without_tls_has_no_secure_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task answering = AnswerPlainlyAsync(listener);
        using JupyterServer server = SharedServer.At(new Uri($"https://{listener.LocalEndpoint}/"));

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => server.ProbeAsync());
        await answering;

        Assert.Equal("server-tls-failed", error.Code);
    }

    [Fact]
    public async Task An_unknown_kernel_lists_those_there_are()
    {
        using JupyterServer server = await shared.ConnectAsync();
        KernelSpecs specs = await server.KernelSpecsAsync();
        KernelChoice choice = new KernelResolver(specs).Named("python3");

        DeckleException first = Assert.Throws<DeckleException>(() => new KernelResolver(specs).Named("julia-9"));
        DeckleException second = await Assert.ThrowsAsync<DeckleException>(
            () => SharedServer.Host(server).StartAsync(choice with { Spec = choice.Spec with { Name = "julia-9" } }));

        Assert.Equal(["kernel-not-found", "kernel-not-found"], [first.Code, second.Code]);
        Assert.Contains(second.Facts, fact => fact.Label == "available" && fact.Text.Contains("python3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kernel_that_does_not_run_cannot_be_attached_to()
    {
        using JupyterServer server = await shared.ConnectAsync();

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => SharedServer.Host(server).AttachAsync("00000000-0000-0000-0000-000000000000"));

        Assert.Equal("server-kernel-not-found", error.Code);
        Assert.Contains(error.Facts, fact => fact.Label == "running");
    }

    [Fact]
    public async Task A_gateway_sees_its_token_scheme_and_says_when_it_is_full()
    {
        await using var gateway = new ContractServer((asked, authorization) => authorization != $"token {JupyterServerProcess.Token}"
            ? (401, "application/json", """{"reason": "Unauthorized", "message": ""}""")
            : asked switch
            {
                "GET /api/kernelspecs" => (200, "application/json", Specs),
                "POST /api/kernels" => (403, "application/json", """{"reason": "Resource Limit", "message": ""}"""),
                "GET /api/kernels" => (403, "application/json", """{"reason": "Forbidden", "message": "Kernel listing is disabled"}"""),
                _ => (404, "application/json", """{"reason": "Not Found", "message": ""}"""),
            });
        using JupyterServer server = SharedServer.At(gateway.Url);

        DeckleException full = await Assert.ThrowsAsync<DeckleException>(() => RemoteRun.StartAsync(server));
        DeckleException hidden = await Assert.ThrowsAsync<DeckleException>(() => server.KernelsAsync());
        DeckleException missing = await Assert.ThrowsAsync<DeckleException>(() => SharedServer.Host(server).AttachAsync("x"));
        bool hasFiles = await server.Contents.ExistAsync();

        Assert.Equal(["server-refused", "server-refused", "server-kernel-not-found"], [full.Code, hidden.Code, missing.Code]);
        Assert.Contains("Resource Limit", full.Message, StringComparison.Ordinal);
        Assert.False(hasFiles);
    }

    [Theory]
    [InlineData("http://h:8888/?token=abc", "http://h:8888/", "abc")]
    [InlineData("http://h:8888/lab/tree/x.ipynb?token=a%2Fb&x=1", "http://h:8888/", "a/b")]
    [InlineData("https://hub.example/user/ana/lab", "https://hub.example/user/ana/", null)]
    [InlineData("h:8888", "http://h:8888/", null)]
    public void Addresses_are_taken_as_people_have_them(string given, string url, string? token)
    {
        var options = JupyterServerOptions.Parse(given);

        Assert.Equal((url, token), (options.Url.ToString(), options.Token));
    }

    [Theory]
    [InlineData("ftp://h/?token=secret")]
    [InlineData("http://user:secret@h/")]
    [InlineData("http://")]
    public void What_is_no_address_is_not_repeated(string given)
    {
        DeckleException error = Assert.Throws<DeckleException>(() => JupyterServerOptions.Parse(given));

        Assert.Equal("server-address-invalid", error.Code);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task AnswerPlainlyAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("HTTP/1.0 400 Bad Request\r\n\r\n"u8.ToArray());
    }
}
