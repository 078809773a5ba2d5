namespace Deckle.Stores.Transfer;

/// <summary>How one cloud takes content: whole when it is small, else in parts that count only when all are there.</summary>
internal interface IPartedUpload
{
    /// <returns>The new version.</returns>
    Task<string?> PutWholeAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <param name="index">From 0.</param>
    Task PutPartAsync(int index, ReadOnlyMemory<byte> part, CancellationToken cancellationToken);

    /// <param name="last">The rest behind the last whole part; not empty.</param>
    /// <returns>The new version.</returns>
    Task<string?> CompleteAsync(int index, ReadOnlyMemory<byte> last, CancellationToken cancellationToken);

    /// <summary>Takes back the parts. Nothing to say when that fails: what stopped the upload is the error to tell.</summary>
    Task AbortAsync();
}
