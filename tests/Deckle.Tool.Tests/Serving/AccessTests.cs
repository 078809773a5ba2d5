using System.Net;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Serving;

public sealed class AccessTests
{
    [Fact]
    public async Task Nothing_is_told_without_the_token()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();

        foreach (string path in (string[])["", "page", "diff", "assets/serving/review.js", "api/presence", "nothing"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await served.StatusAsync(HttpMethod.Get, path, request => request.Headers.Remove("Authorization")));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await served.StatusAsync(HttpMethod.Post, "api/closetool", request => request.Headers.Remove("Authorization")));
        Assert.Equal(HttpStatusCode.Unauthorized, await served.StatusAsync(HttpMethod.Get, "", request => With(request, "Authorization", $"token {served.Token[..^1]}")));
        Assert.Equal(HttpStatusCode.Unauthorized, await served.StatusAsync(HttpMethod.Get, $"?token={served.Token}", request => request.Headers.Remove("Authorization")));
    }

    [Fact]
    public async Task The_token_is_given_for_a_cookie_that_scripts_and_foreign_pages_cannot_use()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();
        using HttpResponseMessage refused = await served.SendAsync(HttpMethod.Post, "enter", """{"token": "x"}""", request => request.Headers.Remove("Authorization"));
        using HttpResponseMessage entered = await served.SendAsync(
            HttpMethod.Post, "enter", new JsonObject { ["token"] = served.Token }.ToJsonString(), request => request.Headers.Remove("Authorization"));

        string cookie = entered.Headers.GetValues("Set-Cookie").Single();

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, await served.StatusAsync(HttpMethod.Get, "", request =>
        {
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Cookie", cookie.Split(';')[0]);
        }));
    }

    [Theory]
    [InlineData("Host", "example.org")]
    [InlineData("Host", "127.0.0.1.example.org")]
    [InlineData("Host", "192.0.2.1")]
    [InlineData("Origin", "http://example.org")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    public async Task A_request_that_was_meant_for_another_is_refused(string header, string value)
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await served.StatusAsync(HttpMethod.Get, "", request => With(request, header, value)));
        Assert.Equal(HttpStatusCode.Forbidden, await served.StatusAsync(HttpMethod.Get, "enter", request => With(request, header, value)));
    }

    [Fact]
    public async Task The_own_origin_is_let_in_under_each_name_of_this_machine()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();

        foreach (string name in (string[])["127.0.0.1", "localhost", "[::1]"])
        {
            Assert.Equal(HttpStatusCode.OK, await served.StatusAsync(HttpMethod.Get, "", request =>
            {
                With(request, "Host", $"{name}:{served.Address.Port}");
                With(request, "Origin", $"http://{name}:{served.Address.Port}");
            }));
        }
    }

    [Fact]
    public async Task No_answer_may_be_stored_framed_guessed_or_told_on()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();

        foreach (string path in (string[])["", "enter", "page", "api/diff", "assets/serving/review.js"])
        {
            using HttpResponseMessage answer = await served.SendAsync(HttpMethod.Get, path);
            string text = await answer.Content.ReadAsStringAsync();

            Assert.Equal("no-store", answer.Headers.GetValues("Cache-Control").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("frame-ancestors", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.DoesNotContain(served.Token, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Unknown_paths_and_methods_are_told_apart()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();

        Assert.Equal(HttpStatusCode.NotFound, await served.StatusAsync(HttpMethod.Get, "nothing", _ => { }));
        Assert.Equal(HttpStatusCode.NotFound, await served.StatusAsync(HttpMethod.Get, "assets/notebook.css", _ => { }));
        Assert.Equal(HttpStatusCode.NotFound, await served.StatusAsync(HttpMethod.Get, "assets/serving/..%2fnotebook.css", _ => { }));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await served.StatusAsync(HttpMethod.Get, "api/diff", _ => { }));
    }

    [Fact]
    public async Task Everything_stands_below_the_base_url()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync("--base-url", "/user/me");

        using HttpResponseMessage page = await served.SendAsync(HttpMethod.Get, "");

        Assert.Equal("/user/me/", served.Address.AbsolutePath);
        Assert.Contains("src=\"/user/me/page\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await served.StatusAsync(HttpMethod.Get, "/page", _ => { }));
    }

    [Fact]
    public async Task A_port_in_use_and_an_address_that_is_none_are_errors()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();
        var options = new ProcessOptions { Folder = folder.Path };

        ProcessOutcome taken = await DeckleBinary.RunAsync(options, "diff", "a.ipynb", "b.ipynb", "--web", "--port", $"{served.Address.Port}");
        ProcessOutcome nowhere = await DeckleBinary.RunAsync(options, "diff", "a.ipynb", "b.ipynb", "--web", "--ip", "example.org");

        Assert.Equal(3, taken.ExitCode);
        Assert.Contains("error[cannot-listen]", taken.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, nowhere.ExitCode);
        Assert.Contains("error[not-an-address]", nowhere.Stderr, StringComparison.Ordinal);
    }

    private static void With(HttpRequestMessage request, string header, string value)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, value);
    }
}
