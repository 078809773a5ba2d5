using Deckle.Json;

namespace Deckle.Kernels.Sessions;

/// <summary>The outputs of a job as they stand, or a page of them.</summary>
/// <param name="Outputs">In nbformat's form.</param>
/// <param name="Bytes">Of all these outputs, also where they are cut.</param>
/// <param name="IsTruncated">Whether something was left out to keep to a limit.</param>
public sealed record JobOutputs(JsonArray Outputs, long Bytes, bool IsTruncated)
{
    /// <summary>The position of the first message that is not in them.</summary>
    public int Next { get; init; }
}
