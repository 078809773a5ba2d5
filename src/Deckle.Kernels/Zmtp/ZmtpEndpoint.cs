using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Deckle.Kernels.Zmtp;

/// <summary>Where a ZeroMQ socket listens: <c>tcp://host:port</c> or <c>ipc://path</c>, a Unix socket.</summary>
/// <param name="Address">The address as ZeroMQ writes it.</param>
/// <param name="EndPoint">The address as sockets take it.</param>
public sealed record ZmtpEndpoint(string Address, EndPoint EndPoint)
{
    public static ZmtpEndpoint Tcp(string host, int port) => new(
        string.Create(CultureInfo.InvariantCulture, $"tcp://{host}:{port}"),
        IPAddress.TryParse(host is "localhost" or "*" ? "127.0.0.1" : host, out IPAddress? ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(host, port));

    public static ZmtpEndpoint Ipc(string path) => new($"ipc://{path}", new UnixDomainSocketEndPoint(path));

    internal Socket CreateSocket() => EndPoint is UnixDomainSocketEndPoint
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
}
