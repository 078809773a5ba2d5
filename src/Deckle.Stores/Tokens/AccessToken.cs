namespace Deckle.Stores.Tokens;

/// <summary>An OAuth bearer token.</summary>
/// <param name="Source">Where it came from, for errors.</param>
internal sealed record AccessToken(string Value, DateTimeOffset Expires, string Source)
{
    public bool IsFresh(TimeProvider time) => Expires - time.GetUtcNow() > TimeSpan.FromMinutes(5);
}
