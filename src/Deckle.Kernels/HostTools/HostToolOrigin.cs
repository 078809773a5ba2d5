namespace Deckle.Kernels.HostTools;

/// <summary>Whose code called a tool.</summary>
/// <param name="CellId">The id of the cell; null where it is not known, or the code is of none.</param>
public sealed record HostToolOrigin(string? CellId)
{
    /// <summary>Code of no known cell.</summary>
    public static HostToolOrigin Unknown { get; } = new((string?)null);

    /// <summary>The cell's place in its notebook, from 0; null where it is not known.</summary>
    public int? CellIndex { get; init; }

    /// <summary>The job of a session; null outside of sessions.</summary>
    public string? JobId { get; init; }
}
