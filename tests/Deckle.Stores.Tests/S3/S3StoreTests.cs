using Deckle.Stores.Tests.Servers;

namespace Deckle.Stores.Tests.S3;

public sealed class S3StoreTests : StoreContract, IClassFixture<S3Server>, IAsyncDisposable
{
    private static int count;

    private readonly ConditionGate gate;
    private readonly string prefix = $"test-{Interlocked.Increment(ref count)}/";

    public S3StoreTests(S3Server server)
    {
        gate = new ConditionGate(server.Address);
        Stores = new StoreSet(Options("S3RVER"));
    }

    protected override StoreSet Stores { get; }

    protected override StoreAddress? NoBucket => StoreAddress.Parse("s3://nobody-has-this/x.ipynb");

    protected override StoreAddress? Folder => StoreAddress.Parse($"s3://bucket/{prefix}");

    [Fact]
    public async Task An_access_key_that_nobody_knows_is_denied()
    {
        using var stores = new StoreSet(Options("NOBODY"));

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => stores.ReadAsync(Place("x.ipynb")));

        Assert.Equal("store-denied", error.Code);
        Assert.Equal([("answer", "403 InvalidAccessKeyId"), ("credentials", "AWS_ACCESS_KEY_ID")], error.Facts);
    }

    [Fact]
    public async Task A_part_that_fails_takes_back_the_upload()
    {
        gate.Fault = request => request.Query("partNumber") == "2" ? WebAnswer.Fail(403) : null;

        await Assert.ThrowsAsync<DeckleException>(() => WriteAsync(Place("aborted.ipynb"), Filled(12 * 1024 * 1024, 'a')));

        WebRequest started = Assert.Single(gate.Server.Requests, request => request.Query("uploads") is not null);
        WebRequest aborted = Assert.Single(gate.Server.Requests, request => request.Method == "DELETE");
        Assert.Equal("POST", started.Method);
        Assert.NotEmpty(aborted.Query("uploadId")!);
        Assert.Null(await Stores.For(Folder!).FindAsync(Place("aborted.ipynb")));
    }

    [Fact]
    public async Task A_part_whose_connection_breaks_is_sent_again()
    {
        int faults = 0;
        gate.Fault = request => request.Query("partNumber") == "2" && faults++ < 2 ? WebAnswer.Reset : null;
        byte[] content = Filled(12 * 1024 * 1024, 'a');

        await WriteAsync(Place("again.ipynb"), content);

        Assert.Equal(content, (await Stores.ReadAsync(Place("again.ipynb"))).Content.ToArray());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(12 * 1024 * 1024)]
    public async Task A_write_whose_answer_is_lost_is_no_conflict_with_itself(int size)
    {
        int losses = 0;
        gate.Loss = request => request.Header("If-None-Match") == "*" && losses++ == 0 ? WebAnswer.Reset : null;
        byte[] content = Filled(size, 'a');

        string? version = await WriteAsync(Place("lost.ipynb"), content, WriteCondition.Absent);

        Assert.Equal(content, (await Stores.ReadAsync(Place("lost.ipynb"))).Content.ToArray());
        Assert.Equal((await Stores.For(Folder!).FindAsync(Place("lost.ipynb")))!.Version, version);
    }

    [Fact]
    public async Task A_completion_that_fails_behind_its_200_is_an_error()
    {
        gate.Fault = request => request.Method == "POST" && request.Query("uploadId") is not null ? WebAnswer.Of("<Error><Code>InternalError</Code></Error>") : null;

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => WriteAsync(Place("behind.ipynb"), Filled(12 * 1024 * 1024, 'a')));

        Assert.Equal("store-refused", error.Code);
        Assert.Contains(gate.Server.Requests, request => request.Method == "DELETE");
    }

    public ValueTask DisposeAsync()
    {
        Stores.Dispose();
        return gate.DisposeAsync();
    }

    protected override StoreAddress Place(string name) => StoreAddress.Parse($"s3://bucket/{prefix}{name}");

    private StoreOptions Options(string key) => new HurriedTime().Options(
        ("AWS_ACCESS_KEY_ID", key), ("AWS_SECRET_ACCESS_KEY", "S3RVER"), ("AWS_ENDPOINT_URL_S3", gate.Server.Address));
}
