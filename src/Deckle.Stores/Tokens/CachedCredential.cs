namespace Deckle.Stores.Tokens;

/// <summary>Something that expires, found once and used until then; whoever comes meanwhile waits for the same search.</summary>
internal sealed class CachedCredential<T>(Func<CancellationToken, Task<T?>> find, Func<T, bool> isFresh)
    where T : class
{
    private readonly Lock gate = new();
    private Task<T?>? search;

    public Task<T?> GetAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // A search that failed is not the last word; one that found nothing is.
            bool isUseful = search is { IsCompleted: false } || (search is { IsCompletedSuccessfully: true } && (search.Result is null || isFresh(search.Result)));
            return isUseful ? search! : search = find(cancellationToken);
        }
    }
}
