using System.Buffers;
using System.Security.Cryptography;

namespace Deckle.Stores.Transfer;

/// <summary>
/// Looks behind a refused condition. When an answer is lost and the write is sent again, the server sees its own first one as
/// somebody else's: what stands there is then exactly what was to be written, and nothing is lost.
/// </summary>
internal static class Conflicts
{
    /// <returns>The version of what stands there, when that is the same content.</returns>
    /// <exception cref="DeckleException"><c>store-conflict</c>.</exception>
    public static async Task<string?> ResolveAsync(IStore store, StoreAddress address, Action<IBufferWriter<byte>> write, CancellationToken cancellationToken)
    {
        (long length, byte[] hash) = HashingWriter.Of(write);
        StoreEntry? found = await store.FindAsync(address, cancellationToken).ConfigureAwait(false);
        if (found is null || (found.Size ?? length) != length)
        {
            throw StoreErrors.Conflict(address, isGone: found is null);
        }

        StoreContent content = await store.OpenAsync(address, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            byte[] there = await SHA256.HashDataAsync(content.Stream, cancellationToken).ConfigureAwait(false);
            return there.AsSpan().SequenceEqual(hash) ? content.Version : throw StoreErrors.Conflict(address, isGone: false);
        }
    }
}
