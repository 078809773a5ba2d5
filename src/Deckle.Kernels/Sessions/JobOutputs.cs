using Deckle.Json;

namespace Deckle.Kernels.Sessions;

/// <summary>The outputs of a job as they stand.</summary>
/// <param name="Outputs">In nbformat's form.</param>
/// <param name="Bytes">Of all outputs, also where they are cut.</param>
/// <param name="IsTruncated">Whether something was left out to keep to a limit.</param>
public sealed record JobOutputs(JsonArray Outputs, long Bytes, bool IsTruncated);
