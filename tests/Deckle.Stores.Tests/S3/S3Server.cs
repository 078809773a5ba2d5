using Deckle.Stores.Tests.Servers;

namespace Deckle.Stores.Tests.S3;

/// <summary>An S3 server for a class of tests, with the bucket <c>bucket</c>.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deckle-test-");
    private NodeServer? node;

    public string Address => node!.Address;

    public async ValueTask InitializeAsync() => node = await NodeServer.StartAsync(folder.FullName, NodeServer.Script("tests", "npm", "s3.js"), folder.FullName, "PORT");

    public async ValueTask DisposeAsync()
    {
        await node!.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
