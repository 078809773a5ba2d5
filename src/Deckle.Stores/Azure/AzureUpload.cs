using System.Globalization;
using System.Text;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.Azure;

/// <summary>Blocks, which make a blob once their list is committed; Azure drops those that never are.</summary>
internal sealed class AzureUpload(AzureStore store, StoreAddress address, WriteCondition? condition) : IPartedUpload
{
    // Two writers of one blob must not replace each other's blocks.
    private readonly string prefix = Guid.NewGuid().ToString("N");
    private readonly StringBuilder blocks = new();

    public async Task<string?> PutWholeAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await store.SendAsync(
            address,
            HttpMethod.Put,
            "",
            content,
            request =>
            {
                request.Headers.TryAddWithoutValidation("x-ms-blob-type", "BlockBlob");
                request.Headers.TryAddWithoutValidation("x-ms-blob-content-type", ContentType.Of(address));
                Answers.Add(request.Headers, condition);
            },
            cancellationToken).ConfigureAwait(false);
        return Answers.Version(response);
    }

    public async Task PutPartAsync(int index, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        string id = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{prefix}{index:D6}")));
        using HttpResponseMessage response = await store.SendAsync(
            address, HttpMethod.Put, $"comp=block&blockid={Uri.EscapeDataString(id)}", part, null, cancellationToken).ConfigureAwait(false);
        blocks.Append(CultureInfo.InvariantCulture, $"<Latest>{id}</Latest>");
    }

    public async Task<string?> CompleteAsync(int index, ReadOnlyMemory<byte> last, CancellationToken cancellationToken)
    {
        await PutPartAsync(index, last, cancellationToken).ConfigureAwait(false);
        byte[] list = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{blocks}</BlockList>");
        using HttpResponseMessage response = await store.SendAsync(
            address,
            HttpMethod.Put,
            "comp=blocklist",
            list,
            request =>
            {
                request.Headers.TryAddWithoutValidation("x-ms-blob-content-type", ContentType.Of(address));
                Answers.Add(request.Headers, condition);
            },
            cancellationToken).ConfigureAwait(false);
        return Answers.Version(response);
    }

    public Task AbortAsync() => Task.CompletedTask;
}
