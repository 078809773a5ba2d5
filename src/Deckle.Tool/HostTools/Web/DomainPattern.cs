using System.Globalization;

namespace Deckle.Tool.HostTools.Web;

/// <summary>
/// Hosts that may be fetched from: <c>example.org</c> is that host, <c>*.example.org</c> all below it, <c>*</c> any. Ports are 80 and 443,
/// or as in <c>localhost:8080</c>; <c>localhost:*</c> is any port.
/// </summary>
/// <param name="Text">As it was written.</param>
internal sealed record DomainPattern(string Text, string Host, int? Port, bool IsAnyPort)
{
    /// <returns>Null for what is no host.</returns>
    public static DomainPattern? Parse(string text)
    {
        string host = text.ToLowerInvariant();
        (int? port, bool isAnyPort) = (null, false);
        int colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']'))
        {
            string behind = host[(colon + 1)..];
            isAnyPort = behind == "*";
            if (!isAnyPort && (!int.TryParse(behind, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > 65535))
            {
                return null;
            }

            port = isAnyPort ? null : int.Parse(behind, CultureInfo.InvariantCulture);
            host = host[..colon];
        }

        string plain = host == "*" ? "a" : host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
        return Uri.CheckHostName(plain) == UriHostNameType.Unknown ? null : new DomainPattern(text, host, port, isAnyPort);
    }

    public bool Matches(Uri address)
    {
        string host = address.IdnHost.TrimEnd('.').ToLowerInvariant();
        host = address.HostNameType == UriHostNameType.IPv6 ? $"[{host.Trim('[', ']')}]" : host;
        bool isHost = Host == "*" || (Host.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(Host[1..], StringComparison.Ordinal) : host == Host);
        return isHost && (IsAnyPort || (Port is { } port ? address.Port == port : address.Port is 80 or 443));
    }
}
