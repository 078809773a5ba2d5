using Deckle.Json;

namespace Deckle.Kernels.HostTools;

/// <summary>What code in a kernel asks for.</summary>
/// <param name="Tool">The tool's name, such as <c>read_file</c>.</param>
/// <param name="Arguments">By the tool. Whoever wrote the code chose them: they are not to be trusted.</param>
/// <param name="Origin">Whose code it is.</param>
public sealed record HostToolCall(string Tool, JsonObject Arguments, HostToolOrigin Origin);
