using Deckle.Stores.Tests.Servers;

namespace Deckle.Stores.Tests.Gcs;

public sealed class GcsStoreTests : StoreContract, IAsyncDisposable
{
    private readonly GoogleServer google = new();
    private readonly WebServer server;

    public GcsStoreTests()
    {
        server = new WebServer(google.Answer);
        Stores = new StoreSet(new HurriedTime().Options(("STORAGE_EMULATOR_HOST", server.Address)));
    }

    protected override StoreSet Stores { get; }

    protected override StoreAddress? NoBucket => StoreAddress.Parse("gs://nobody-has-this/x.ipynb");

    protected override StoreAddress? Folder => StoreAddress.Parse("gs://bucket/");

    [Fact]
    public async Task A_server_that_keeps_less_than_it_is_sent_gets_the_rest_again()
    {
        google.KeepsOnly = 3 * 256 * 1024;
        byte[] content = [.. Filled(8 * 1024 * 1024, 'a'), .. Filled(3, 'b')];

        await WriteAsync(Place("rest.ipynb"), content);

        Assert.Equal(content, (await Stores.ReadAsync(Place("rest.ipynb"))).Content.ToArray());
    }

    [Fact]
    public async Task A_failed_upload_leaves_no_session()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Stores.For(Folder!).WriteAsync(Place("left.ipynb"), output =>
        {
            output.GetSpan(12 * 1024 * 1024);
            output.Advance(12 * 1024 * 1024);
            output.GetSpan(12 * 1024 * 1024);
            throw new InvalidOperationException();
        }));

        Assert.Contains(server.Requests, request => request.Method == "DELETE");
        Assert.Equal(0, google.OpenSessions);
    }

    public ValueTask DisposeAsync()
    {
        Stores.Dispose();
        return server.DisposeAsync();
    }

    protected override StoreAddress Place(string name) => StoreAddress.Parse($"gs://bucket/{name}");
}
