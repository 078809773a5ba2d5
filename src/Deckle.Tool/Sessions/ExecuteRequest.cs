namespace Deckle.Tool.Sessions;

/// <summary>Code that is to run in a session.</summary>
internal sealed record ExecuteRequest(string Code)
{
    /// <summary>After how long the kernel is interrupted; null for never.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The cell the code comes from, for the log and the saved notebook; null for none.</summary>
    public string? CellId { get; init; }

    /// <summary>How long to wait for the end; null for as long as it takes, zero for not at all. The job goes on in any case.</summary>
    public TimeSpan? Wait { get; init; } = TimeSpan.Zero;

    /// <summary>The most bytes of outputs in the answer; longer ones are cut. Null for all.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Takes the job's id as soon as there is one; together with <see cref="OnEvent"/>.</summary>
    public Action<string>? OnStarted { get; init; }

    /// <summary>
    /// Takes output messages as they come, in nbformat's form with <c>output_type</c> <c>update_display_data</c> and <c>clear_output</c> besides.
    /// The job that is returned then has no outputs.
    /// </summary>
    public Action<SessionEvent>? OnEvent { get; init; }
}
