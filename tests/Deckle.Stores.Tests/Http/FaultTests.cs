using System.Buffers;
using System.IO.Compression;
using System.Text;
using Deckle.Stores.Tests.Servers;

namespace Deckle.Stores.Tests.Http;

/// <summary>What goes wrong on the way and at the other end.</summary>
public class FaultTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];

    private readonly HurriedTime time = new();

    [Theory]
    [InlineData(401, "store-no-credentials", ErrorKind.Input)]
    [InlineData(403, "store-no-credentials", ErrorKind.Input)]
    [InlineData(404, "store-not-found", ErrorKind.Input)]
    [InlineData(410, "store-not-found", ErrorKind.Input)]
    [InlineData(400, "store-refused", ErrorKind.Input)]
    [InlineData(500, "store-unavailable", ErrorKind.Unavailable)]
    [InlineData(503, "store-unavailable", ErrorKind.Unavailable)]
    public async Task An_answer_that_is_none_is_one_clear_error(int status, string code, ErrorKind kind)
    {
        await using var server = WebServer.InOrder(WebAnswer.Fail(status));

        DeckleException error = await ReadFailsAsync(server);

        Assert.Equal((code, kind), (error.Code, error.Kind));
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(status >= 500 ? 5 : 1, server.Requests.Count);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(412)]
    public async Task A_conflict_is_told(int status)
    {
        await using var server = new WebServer(request => request.Method == "PUT" ? WebAnswer.Fail(status) : WebAnswer.Of("other"));
        using var stores = new StoreSet(time.Options());
        StoreAddress place = StoreAddress.Parse($"{server.Address}/x");

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => stores.For(place).WriteAsync(place, output => output.Write(Content), WriteCondition.Absent));

        Assert.Equal(("store-conflict", ErrorKind.Unavailable), (error.Code, error.Kind));
    }

    [Fact]
    public async Task Credentials_in_the_address_are_sent_and_not_told()
    {
        await using var server = WebServer.InOrder(WebAnswer.Fail(401));
        using var stores = new StoreSet(time.Options());
        StoreAddress place = StoreAddress.Parse(server.Address.Replace("//", "//me:pass%20word@", StringComparison.Ordinal) + "/x?token=hidden");

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => stores.ReadAsync(place));

        Assert.Equal("store-denied", error.Code);
        Assert.Equal($"Basic {Convert.ToBase64String("me:pass word"u8)}", Assert.Single(server.Requests).Header("Authorization"));
        Assert.Equal("/x?token=hidden", Assert.Single(server.Requests).Target);
        Assert.DoesNotContain("word", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_recovers_is_asked_again_with_growing_waits()
    {
        await using var server = WebServer.InOrder(WebAnswer.Fail(500), WebAnswer.Fail(429), WebAnswer.Fail(502), WebAnswer.Of(Content));

        StoredBytes read = await ReadAsync(server);

        Assert.Equal(Content, read.Content.ToArray());
        Assert.Equal([0.5, 1, 2], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task A_server_that_says_when_is_asked_then()
    {
        await using var server = WebServer.InOrder(WebAnswer.Fail(429, ("Retry-After", "17")), WebAnswer.Of(Content));

        await ReadAsync(server);

        Assert.Equal([17], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task A_server_that_says_a_date_is_asked_then()
    {
        string date = time.GetUtcNow().AddSeconds(30).ToString("R");
        await using var server = WebServer.InOrder(WebAnswer.Fail(503, ("Retry-After", date)), WebAnswer.Of(Content));

        await ReadAsync(server);

        Assert.InRange(Assert.Single(time.Waits).TotalSeconds, 29, 30);
    }

    [Fact]
    public async Task A_server_that_wants_an_hour_is_unavailable()
    {
        await using var server = WebServer.InOrder(WebAnswer.Fail(429, ("Retry-After", "3600")));

        DeckleException error = await ReadFailsAsync(server);

        Assert.Equal("store-unavailable", error.Code);
        Assert.Contains(("asks to wait", "3600 s"), error.Facts);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task A_transfer_that_breaks_off_goes_on_where_it_was()
    {
        var store = new MemoryStore();
        store.Files["/x"] = Content;
        int cuts = 0;
        await using var server = new WebServer(request => store.Answer(request) with { CutAfter = cuts++ < 2 ? 100_000 : null });

        StoredBytes read = await ReadAsync(server);

        Assert.Equal(Content, read.Content.ToArray());
        Assert.Equal([null, "bytes=100000-", "bytes=200000-"], server.Requests.Select(request => request.Header("Range")));
        Assert.All(server.Requests.Skip(1), request => Assert.Equal(MemoryStore.Tag(Content), request.Header("If-Match")));
    }

    [Fact]
    public async Task A_transfer_without_a_version_starts_anew()
    {
        await using var server = WebServer.InOrder(WebAnswer.Of(Content) with { CutAfter = 100_000 }, WebAnswer.Of(Content));

        StoredBytes read = await ReadAsync(server);

        Assert.Equal(Content, read.Content.ToArray());
        Assert.All(server.Requests, request => Assert.Null(request.Header("Range")));
    }

    [Fact]
    public async Task What_was_replaced_while_it_was_read_is_never_mixed()
    {
        var store = new MemoryStore();
        store.Files["/x"] = Content;
        byte[] other = Encoding.UTF8.GetBytes("quite another content");
        int requests = 0;
        await using var server = new WebServer(request =>
        {
            WebAnswer answer = store.Answer(request) with { CutAfter = requests++ == 0 ? 100_000 : null };
            store.Files["/x"] = other;
            return answer;
        });

        StoredBytes read = await ReadAsync(server);

        Assert.Equal(other, read.Content.ToArray());
        Assert.Equal(MemoryStore.Tag(other), read.Version);
    }

    [Fact]
    public async Task A_transfer_that_always_breaks_off_is_told()
    {
        await using var server = WebServer.InOrder(WebAnswer.Of(Content) with { CutAfter = 1000 });

        DeckleException error = await ReadFailsAsync(server);

        Assert.Equal("store-truncated", error.Code);
        Assert.EndsWith("broke off after 1000 of 300000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_server_is_given_up()
    {
        await using var server = WebServer.InOrder(WebAnswer.Silence);
        using var stores = new StoreSet(new StoreOptions { Retry = new RetryOptions { Attempts = 2, Patience = TimeSpan.FromMilliseconds(50), FirstDelay = TimeSpan.Zero } });

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => stores.ReadAsync(StoreAddress.Parse($"{server.Address}/x")));

        Assert.Equal("store-unavailable", error.Code);
        Assert.EndsWith("it is silent", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Whoever_stops_waits_for_nothing()
    {
        await using var server = WebServer.InOrder(WebAnswer.Silence);
        using var stores = new StoreSet(time.Options());
        using var stop = new CancellationTokenSource();

        Task<StoredBytes> reading = stores.ReadAsync(StoreAddress.Parse($"{server.Address}/x"), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_told()
    {
        using var stores = new StoreSet(time.Options());

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => stores.ReadAsync(StoreAddress.Parse("http://127.0.0.1:1/x")));

        Assert.Equal("http://127.0.0.1:1/x cannot be reached: 127.0.0.1:1: it cannot be connected to", error.Message);
    }

    [Fact]
    public async Task What_is_stored_compressed_is_read()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Content);
        }

        await using var server = WebServer.InOrder(WebAnswer.Of(packed.ToArray(), ("Content-Encoding", "gzip")));

        Assert.Equal(Content, (await ReadAsync(server)).Content.ToArray());
    }

    [Fact]
    public async Task A_redirect_is_followed()
    {
        await using var server = new WebServer(request => request.Path == "/x" ? WebAnswer.Fail(302, ("Location", "/y")) : WebAnswer.Of(Content));

        Assert.Equal(Content, (await ReadAsync(server)).Content.ToArray());
    }

    [Fact]
    public async Task A_put_is_json_of_known_length()
    {
        await using var server = WebServer.InOrder(WebAnswer.Reset, WebAnswer.Fail(201));
        using var stores = new StoreSet(time.Options());
        StoreAddress place = StoreAddress.Parse($"{server.Address}/x");

        string? version = await stores.For(place).WriteAsync(place, output => output.Write(Content));

        Assert.Null(version);
        Assert.All(server.Requests, request => Assert.Equal(Content, request.Body));
        Assert.All(server.Requests, request => Assert.Equal("application/json", request.Header("Content-Type")));
        Assert.All(server.Requests, request => Assert.Null(request.Header("If-Match") ?? request.Header("If-None-Match")));
    }

    private async Task<StoredBytes> ReadAsync(WebServer server)
    {
        using var stores = new StoreSet(time.Options());
        return await stores.ReadAsync(StoreAddress.Parse($"{server.Address}/x"));
    }

    private Task<DeckleException> ReadFailsAsync(WebServer server) => Assert.ThrowsAsync<DeckleException>(() => ReadAsync(server));
}
