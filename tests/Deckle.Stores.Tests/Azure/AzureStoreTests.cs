using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Deckle.Stores.Tests.Servers;

namespace Deckle.Stores.Tests.Azure;

public sealed class AzureStoreTests : StoreContract, IClassFixture<AzureServer>, IDisposable
{
    private static int count;

    private readonly AzureServer server;
    private readonly string prefix = $"test-{Interlocked.Increment(ref count)}/";

    public AzureStoreTests(AzureServer server)
    {
        this.server = server;
        Stores = new StoreSet(Options(("AZURE_STORAGE_CONNECTION_STRING", server.Connection)));
    }

    protected override StoreSet Stores { get; }

    protected override StoreAddress? NoBucket => StoreAddress.Parse("az://devstoreaccount1/nobody-has-this/x.ipynb");

    protected override StoreAddress? Folder => StoreAddress.Parse($"az://devstoreaccount1/box/{prefix}");

    [Fact]
    public async Task A_wrong_key_is_denied_and_not_told()
    {
        string wrong = Convert.ToBase64String(Encoding.UTF8.GetBytes("wrong key"));
        using var stores = new StoreSet(Options(("AZURE_STORAGE_SERVICE_ENDPOINT", server.Endpoint), ("AZURE_STORAGE_ACCOUNT", "devstoreaccount1"), ("AZURE_STORAGE_KEY", wrong)));

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => stores.ReadAsync(Place("x.ipynb")));

        Assert.Equal("store-denied", error.Code);
        Assert.Equal([("answer", "403 AuthorizationFailure"), ("credentials", "AZURE_STORAGE_KEY")], error.Facts);
        Assert.DoesNotContain(wrong, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_an_account_is_enough()
    {
        using var stores = new StoreSet(Options(
            ("AZURE_STORAGE_SERVICE_ENDPOINT", server.Endpoint), ("AZURE_STORAGE_ACCOUNT", "devstoreaccount1"), ("AZURE_STORAGE_KEY", AzureServer.Key)));
        StoreAddress place = Place("key.ipynb");

        await WriteAsync(place, Filled(5, 'a'));

        Assert.Equal(5, (await stores.ReadAsync(place)).Content.Length);
    }

    [Fact]
    public async Task A_signature_in_the_address_lets_in_and_shows_nowhere()
    {
        await WriteAsync(Place("signed.ipynb"), Filled(5, 'a'));
        using var stores = new StoreSet(Options(("AZURE_STORAGE_SERVICE_ENDPOINT", server.Endpoint)));
        string signature = Signature("r");
        StoreAddress place = StoreAddress.Parse($"abs://devstoreaccount1.blob.core.windows.net/box/{prefix}signed.ipynb?{signature}");

        StoredBytes read = await stores.ReadAsync(place);
        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => stores.For(place).WriteAsync(place, _ => { }));

        Assert.Equal(5, read.Content.Length);
        Assert.Equal("store-denied", error.Code);
        Assert.Equal("403 AuthorizationPermissionMismatch", error.Facts[0].Text);
        Assert.DoesNotContain("sig=", $"{error}{place}{string.Join(' ', error.Facts)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_credentials_it_says_what_to_set()
    {
        using var stores = new StoreSet(Options(("AZURE_STORAGE_SERVICE_ENDPOINT", server.Endpoint), ("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1")));

        DeckleException error = await Assert.ThrowsAsync<DeckleException>(() => stores.ReadAsync(Place("x.ipynb")));

        Assert.Equal("store-no-credentials", error.Code);
        Assert.Contains("AZURE_STORAGE_CONNECTION_STRING", error.Help!, StringComparison.Ordinal);
    }

    public void Dispose() => Stores.Dispose();

    protected override StoreAddress Place(string name) => StoreAddress.Parse($"az://devstoreaccount1/box/{prefix}{name}");

    // The emulator wants the present time in requests.
    private static StoreOptions Options(params (string, string)[] environment) => new HurriedTime().Options(environment) with { Time = TimeProvider.System };

    // A service signature for a container, as "Create a service SAS" describes it for 2020-12-06 and later.
    private static string Signature(string permissions)
    {
        string end = DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string text = string.Join('\n', permissions, "", end, "/blob/devstoreaccount1/box", "", "", "", "2021-12-02", "c", "", "", "", "", "", "", "");
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(AzureServer.Key), Encoding.UTF8.GetBytes(text)));
        return $"sv=2021-12-02&sr=c&sp={permissions}&se={Uri.EscapeDataString(end)}&sig={Uri.EscapeDataString(signature)}";
    }
}
