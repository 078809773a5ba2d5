using Deckle.Stores.Tests.Servers;

namespace Deckle.Stores.Tests.Azure;

/// <summary>Microsoft's emulator of Azure Storage for a class of tests, with the container <c>box</c>.</summary>
public sealed class AzureServer : IAsyncLifetime
{
    // What every emulator has, and Azure's documentation prints.
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deckle-test-");
    private NodeServer? node;

    public string Endpoint => $"{node!.Address}/devstoreaccount1";

    public string Connection => $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};BlobEndpoint={Endpoint};";

    public async ValueTask InitializeAsync()
    {
        string script = NodeServer.Script("artifacts", "npm", "node_modules", "azurite", "dist", "src", "blob", "main.js");
        node = await NodeServer.StartAsync(
            folder.FullName, script, "--blobHost", "127.0.0.1", "--blobPort", "PORT", "--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck");
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Endpoint}/box?restype=container");
        request.Headers.Add("x-ms-version", "2021-12-02");
        request.Headers.Add("x-ms-date", DateTimeOffset.UtcNow.ToString("R"));
        Deckle.Stores.Azure.SharedKey.Sign(request, "devstoreaccount1", Convert.FromBase64String(Key));
        (await client.SendAsync(request)).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await node!.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
