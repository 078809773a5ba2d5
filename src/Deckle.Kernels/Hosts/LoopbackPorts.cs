using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Deckle.Kernels.Hosts;

/// <summary>
/// Five free loopback ports, held until just before the kernel is started. They lie below the range from which systems
/// give out ports by themselves, so nobody gets them by chance while the kernel starts.
/// </summary>
internal sealed class LoopbackPorts : IDisposable
{
    private const int Lowest = 10_000;
    private const int EndBefore = 32_000;
    private const int Wanted = 5;

    private readonly List<Socket> held = [];

    public LoopbackPorts()
    {
        var ports = new List<int>();
        while (ports.Count < Wanted)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
            try
            {
                int port = RandomNumberGenerator.GetInt32(Lowest, EndBefore);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                held.Add(socket);
                ports.Add(port);
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        Ports = ports;
    }

    public IReadOnlyList<int> Ports { get; }

    public void Dispose() => held.ForEach(socket => socket.Dispose());
}
