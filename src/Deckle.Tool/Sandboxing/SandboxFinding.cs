using Deckle.Json;
using Deckle.Kernels.Sandboxing;

namespace Deckle.Tool.Sandboxing;

/// <summary>What came of an attempt on a barrier.</summary>
/// <param name="Claim">What the plan says.</param>
/// <param name="IsOpen">Whether the attempt succeeded; null where none was made.</param>
/// <param name="Answer">The system's words to it; empty for none.</param>
internal sealed record SandboxFinding(BarrierState Claim, bool? IsOpen, string Answer)
{
    /// <summary>Whether the plan promises what is not so.</summary>
    public bool IsBroken => Claim.IsEnforced && IsOpen == true;

    public JsonObject ToJson() => Claim.ToJson()
        .With("enforced", JsonBoolean.Of(Claim.IsEnforced && IsOpen != true))
        .With("tried", IsOpen is { } open ? open ? "open" : "stopped" : JsonNull.Value);
}
