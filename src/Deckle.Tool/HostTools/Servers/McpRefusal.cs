namespace Deckle.Tool.HostTools.Servers;

/// <summary>The error that a server answered.</summary>
internal sealed class McpRefusal(string message) : Exception(message);
