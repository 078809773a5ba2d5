using Deckle.Json;

namespace Deckle.Tool.Sessions;

/// <summary>One output message of a job.</summary>
/// <param name="At">Its position among those of its job, from 0.</param>
/// <param name="Output">In nbformat's form; <c>files</c> lists pictures as files (<c>{mime, path, bytes}</c>).</param>
internal sealed record SessionEvent(int At, JsonObject Output);
