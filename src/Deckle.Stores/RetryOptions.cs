namespace Deckle.Stores;

/// <summary>How often and how patiently a request is tried again. Only requests that may safely be repeated are.</summary>
public sealed record RetryOptions
{
    /// <summary>How often a request is sent in all.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The longest wait before the second attempt; it doubles with each one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a server may ask us to wait (<c>Retry-After</c>); who asks for more is unavailable.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a server may stay silent.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the metadata service of a machine may stay silent. It is next to us: one that does not answer at once is not there.</summary>
    public TimeSpan MetadataPatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A number from 0 to 1: which part of a delay is really waited, so that many clients do not come back at once.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>The wait behind a failed attempt, without what a server asks for.</summary>
    internal TimeSpan Delay(int failed)
    {
        double seconds = Math.Min(MaxDelay.TotalSeconds, FirstDelay.TotalSeconds * Math.Pow(2, failed - 1));

        // Half of it is certain: a wait of nearly nothing would only spend an attempt.
        return TimeSpan.FromSeconds(seconds * (0.5 + (Jitter() / 2)));
    }
}
