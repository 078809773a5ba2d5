using System.Net;

namespace Deckle.Tool.Serving;

/// <summary>
/// Whether a request was meant for this server. A foreign page can send requests here, and by giving its own name our address (DNS
/// rebinding) even read the answers; but its name then stands in <c>Host</c>, and its origin in <c>Origin</c>.
/// </summary>
/// <param name="address">Where the server listens.</param>
internal sealed class HostCheck(IPAddress address)
{
    /// <summary>Whether <c>Host</c> is a name of ours. An address of numbers is nobody's to give away, so any will do.</summary>
    public bool Accepts(string host)
    {
        string name = Name(host);
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out IPAddress? given) && (!IPAddress.IsLoopback(address) || IPAddress.IsLoopback(given)))
            || (!IPAddress.IsLoopback(address) && name.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a request with an <c>Origin</c> comes from a page of this server. Programs send none; a sandboxed frame sends <c>null</c>.</summary>
    public static bool AcceptsOrigin(string? origin, string host) =>
        string.IsNullOrEmpty(origin) || origin.Equals($"http://{host}", StringComparison.OrdinalIgnoreCase);

    // [::1]:8888, 127.0.0.1:8888, localhost
    private static string Name(string host)
    {
        int end = host.StartsWith('[') ? host.IndexOf(']') + 1 : host.IndexOf(':');
        string name = end > 0 ? host[..end] : host;
        return name.Trim('[', ']');
    }
}
