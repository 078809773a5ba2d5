namespace Deckle.Tool.HostTools.Servers;

/// <summary>The error that a server answered.</summary>
/// <param name="code">As JSON-RPC numbers them; 0 for none.</param>
internal sealed class McpRefusal(long code, string message) : Exception(message)
{
    public long Code => code;
}
