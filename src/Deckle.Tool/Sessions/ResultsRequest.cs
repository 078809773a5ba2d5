namespace Deckle.Tool.Sessions;

/// <summary>Which results of a job are wanted.</summary>
internal sealed record ResultsRequest
{
    /// <summary>
    /// The position of the first output message that is wanted, from 0; see <see cref="JobView.Next"/>. The answer is then a page: what fits, and where
    /// the next one begins. Null for all outputs as they stand, those that were cleared or replaced left out.
    /// </summary>
    public int? From { get; init; }

    /// <summary>How long to wait for the end; null for as long as it takes.</summary>
    public TimeSpan? Wait { get; init; } = TimeSpan.Zero;

    /// <inheritdoc cref="ExecuteRequest.MaxBytes"/>
    public long? MaxBytes { get; init; }

    /// <summary>Takes output messages behind <see cref="From"/>, those that came already first. The job that is returned then has no outputs.</summary>
    public Action<SessionEvent>? OnEvent { get; init; }
}
