using Deckle.Json;

namespace Deckle.Kernels.HostTools;

/// <summary>What a tool gives.</summary>
/// <param name="Value">Becomes a value of the kernel's language. Bytes are <c>{"base64": "…"}</c>.</param>
public sealed record HostToolAnswer(JsonValue Value);
