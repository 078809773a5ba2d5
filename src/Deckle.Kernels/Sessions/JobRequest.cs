namespace Deckle.Kernels.Sessions;

/// <summary>Code that is to run in a session.</summary>
public sealed record JobRequest(string Code)
{
    /// <summary>After how long the kernel is interrupted; null for never.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The cell the code comes from; null for none.</summary>
    public string? CellId { get; init; }
}
