namespace Deckle.Tool.Mcp.Checking;

/// <summary>What is wrong with an argument.</summary>
/// <param name="Meant">The name that was probably meant.</param>
internal sealed record ArgumentProblem(string What, string Help, string? Meant = null);
