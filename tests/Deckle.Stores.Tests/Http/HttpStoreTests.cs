using Deckle.Stores.Tests.Servers;

namespace Deckle.Stores.Tests.Http;

public sealed class HttpStoreTests : StoreContract, IAsyncDisposable
{
    private readonly WebServer server = new(new MemoryStore().Answer);

    protected override StoreSet Stores { get; } = new(new HurriedTime().Options());

    protected override StoreAddress? NoBucket => null;

    public ValueTask DisposeAsync()
    {
        Stores.Dispose();
        return server.DisposeAsync();
    }

    protected override StoreAddress Place(string name) => StoreAddress.Parse($"{server.Address}/{Uri.EscapeDataString(name)}");
}
