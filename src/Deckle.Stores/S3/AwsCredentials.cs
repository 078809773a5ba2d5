namespace Deckle.Stores.S3;

/// <param name="Source">Where they were found, for errors.</param>
/// <param name="Expires">Null for ever.</param>
internal sealed record AwsCredentials(string AccessKey, string SecretKey, string? SessionToken, string Source, DateTimeOffset? Expires = null)
{
    // Who asks shortly before the end gets new ones: a large upload takes its time.
    public bool IsFresh(TimeProvider time) => Expires is null || Expires - time.GetUtcNow() > TimeSpan.FromMinutes(5);
}
