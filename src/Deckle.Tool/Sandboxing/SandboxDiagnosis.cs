using Deckle.Json;
using Deckle.Kernels.Sandboxing;

namespace Deckle.Tool.Sandboxing;

/// <summary>What a mode of sandboxes is worth on this machine.</summary>
/// <param name="Error">Why it cannot be had; null when it can.</param>
internal sealed record SandboxDiagnosis(SandboxMode Mode, IReadOnlyList<SandboxFinding> Findings, DeckleException? Error)
{
    public string Name => Mode.ToString().ToLowerInvariant();

    public bool IsBroken => Findings.Any(finding => finding.IsBroken);

    public JsonObject ToJson() => JsonObject.Of(
        ("mode", Name),
        ("available", JsonBoolean.Of(Error is null)),
        ("reason", Error is null ? JsonNull.Value : Error.Message),
        ("barriers", JsonArray.From(Findings.Select(finding => finding.ToJson()))));
}
