namespace Deckle.Tool.Tests.HostTools;

/// <summary>Pages through <c>hermes_runtime</c>.</summary>
public class WebToolTests
{
    [Fact]
    public async Task Only_listed_hosts_at_allowed_addresses_are_reached()
    {
        using var folder = new ToolFolder();
        using var pages = new WebPages();

        string[] lines = await folder.TryAsync(
            $$"""
            [tools]
            web_fetch = "allow"
            [web]
            domains = ["localhost:{{pages.Port}}", "127.0.0.1:{{pages.Port}}", "*.example.org"]
            private = ["localhost:{{pages.Port}}"]
            max_bytes = 4000
            """,
            [
                $"hermes.web_fetch('http://localhost:{pages.Port}/page')",
                $"hermes.web_fetch('http://localhost:{pages.Port}/none')['status']",
                $"hermes.web_fetch('http://localhost:{pages.Port}/away')",
                $"hermes.web_fetch('http://localhost:{pages.Port}/elsewhere')",
                $"hermes.web_fetch('http://[::1]:{pages.Port}/page')",
                $"hermes.web_fetch('http://127.0.0.1:{pages.Port}/page')",
                $"hermes.web_fetch('http://user@localhost:{pages.Port}/page')",
                "hermes.web_fetch('http://localhost/page')",
                "hermes.web_fetch('http://example.org/')",
                "hermes.web_fetch('file:///etc/passwd')",
                $"hermes.web_fetch('http://localhost:{pages.Port}/large')",
                $"hermes.web_fetch('http://localhost:{pages.Port}/slow', timeout=0.3)",
                $$"""hermes.web_fetch('http://localhost:{{pages.Port}}/page', headers={'Host': 'x'})""",
                "hermes.web_search('x')",
                $"hermes.web_fetch('http://localhost:{pages.Port}/western')['text']",
                $"[(page := hermes.web_fetch('http://localhost:{pages.Port}/odd'))['unknown_charset'], page['content'].decode(), 'text' in page]",
            ]);

        Assert.Equal($"ok {{\"url\": \"http://localhost:{pages.Port}/page\", \"status\": 200, \"content_type\": \"text/plain\", \"text\": \"hello\"}}", lines[0]);
        Assert.Equal("ok 404", lines[1]);
        Assert.StartsWith("Denied host-tool-denied 127.0.0.1 is at 127.0.0.1, which is not on the public Internet", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("Denied host-tool-denied example.org is not on the policy's list", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("Denied host-tool-denied [::1]", lines[4], StringComparison.Ordinal);
        Assert.All(lines[5..10], line => Assert.StartsWith("Denied host-tool-denied ", line, StringComparison.Ordinal));
        Assert.StartsWith("TooLarge host-tool-too-large", lines[10], StringComparison.Ordinal);
        Assert.StartsWith("TimedOut host-tool-timeout web_fetch was stopped after 0.3 s", lines[11], StringComparison.Ordinal);
        Assert.StartsWith("ToolError host-tool-argument web_fetch: the header 'Host' is not sent", lines[12], StringComparison.Ordinal);
        Assert.StartsWith("Denied", lines[13], StringComparison.Ordinal);
        Assert.Equal(["ok \"caf\\u00e9 \\u20ac\"", "ok [\"x-of-nobody\", \"abc\", false]"], lines[14..]);
    }

    [Fact]
    public async Task A_search_goes_to_the_configured_provider()
    {
        using var folder = new ToolFolder();
        using var pages = new WebPages();

        string[] lines = await folder.TryAsync(
            $$"""
            [tools]
            web_search = "allow"
            [web_search]
            url = "http://localhost:{{pages.Port}}/search?q={query}&n={limit}"
            """,
            ["hermes.web_search('a b&c', limit=2)"]);

        Assert.Equal(["ok {\"asked\": \"/search?q=a%20b%26c&n=2\"}"], lines);
    }

    [Fact]
    public async Task Without_a_provider_a_search_says_so()
    {
        using var folder = new ToolFolder();

        string[] lines = await folder.TryAsync("[tools]\nweb_search = \"allow\"\n", ["hermes.web_search('x')"]);

        Assert.StartsWith("ToolError host-search-not-configured", lines[0], StringComparison.Ordinal);
    }
}
