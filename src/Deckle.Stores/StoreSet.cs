using Deckle.Stores.Azure;
using Deckle.Stores.Files;
using Deckle.Stores.Gcs;
using Deckle.Stores.Http;
using Deckle.Stores.S3;
using Deckle.Stores.Transfer;

namespace Deckle.Stores;

/// <summary>All stores behind one door: the one that an address is in.</summary>
public sealed class StoreSet : IDisposable
{
    // What a failed read starts with, before it gets as large as it must be.
    private const int FirstBuffer = 64 * 1024;

    private readonly HttpTransport transport;
    private readonly StoreOptions options;
    private readonly Dictionary<StoreScheme, Lazy<IStore>> stores;

    public StoreSet(StoreOptions? options = null)
    {
        this.options = options ?? new StoreOptions();
        transport = new HttpTransport(this.options);
        stores = new Dictionary<StoreScheme, Lazy<IStore>>
        {
            [StoreScheme.Stream] = new(() => new StreamStore(this.options)),
            [StoreScheme.File] = new(() => new FileStore()),
            [StoreScheme.Http] = new(() => new HttpStore(transport)),
            [StoreScheme.S3] = new(() => new S3Store(transport)),
            [StoreScheme.Gcs] = new(() => new GcsStore(transport)),
            [StoreScheme.Azure] = new(() => new AzureStore(transport)),
        };
    }

    public IStore For(StoreAddress address) => stores[address.Scheme].Value;

    /// <summary>Reads something whole. A transfer that breaks off and cannot go on starts anew.</summary>
    public async Task<StoredBytes> ReadAsync(StoreAddress address, CancellationToken cancellationToken = default)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                StoreContent content = await For(address).OpenAsync(address, cancellationToken).ConfigureAwait(false);
                await using (content.ConfigureAwait(false))
                {
                    return new StoredBytes(await ReadAsync(address, content, cancellationToken).ConfigureAwait(false), content.Version);
                }
            }
            catch (DeckleException e) when (e.Code == "store-truncated" && attempt < options.Retry.Attempts)
            {
                await Task.Delay(options.Retry.Delay(attempt), options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => transport.Dispose();

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(StoreAddress address, StoreContent content, CancellationToken cancellationToken)
    {
        // One byte more than there should be: the end is seen without growing.
        long size = content.Size ?? (FirstBuffer - 1);
        byte[] buffer = new byte[size < Array.MaxLength ? size + 1 : throw StoreErrors.TooLarge(address, size)];
        int length = 0;
        while (await content.Stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and int count)
        {
            length += count;
            if (length == buffer.Length)
            {
                long wanted = Math.Min(2L * length, Array.MaxLength);
                Array.Resize(ref buffer, wanted > length ? (int)wanted : throw StoreErrors.TooLarge(address, length));
            }
        }

        return buffer.AsMemory(0, length);
    }
}
