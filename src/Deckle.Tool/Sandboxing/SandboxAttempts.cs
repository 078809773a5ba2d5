using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Deckle.Kernels.Sandboxing;

namespace Deckle.Tool.Sandboxing;

/// <summary>
/// What a program in a sandbox tries, so that the doctor can say what is stopped: a line for each barrier, its name and <c>open</c>, or
/// <c>stopped</c> with the system's words. Where each stands open, <see cref="SandboxDoctor"/> has made sure that it would succeed.
/// </summary>
internal static class SandboxAttempts
{
    public const string Word = "__attempts";

    /// <summary>The variable that must not be seen.</summary>
    public const string Secret = "DECKLE_DOCTOR_SECRET";

    /// <param name="words">A file outside, a process outside, ports for TCP and UDP, a Unix socket's path, an abstract socket's name, and the path of a file to make.</param>
    public static int Run(ReadOnlySpan<string> words)
    {
        string file = words[0];
        int process = int.Parse(words[1], CultureInfo.InvariantCulture);
        int tcp = int.Parse(words[2], CultureInfo.InvariantCulture);
        int udp = int.Parse(words[3], CultureInfo.InvariantCulture);
        string unix = words[4];
        string name = words[5];
        string made = words[6];
        Try("reading", () => File.ReadAllText(file));
        Try("writing", () => File.WriteAllText(made, ""));
        Try("environment", () => _ = Environment.GetEnvironmentVariable(Secret) ?? throw new IOException("not set"));
        Try("processes", () => File.ReadAllText($"/proc/{process}/cmdline"));
        Try("tracing", () => File.Open($"/proc/{process}/mem", FileMode.Open, FileAccess.ReadWrite).Dispose());
        Try("signals", () => Signal(process));
        Try("network", () => Reach(tcp, udp));
        Try("unix-sockets", () => Connect(unix));
        Try("abstract-sockets", () => Connect($"\0{name}"));
        return ExitCodes.Done;
    }

    private static void Try(string barrier, Action attempt)
    {
        try
        {
            attempt();
            Console.Out.WriteLine($"{barrier} open");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException or NotSupportedException)
        {
            Console.Out.WriteLine($"{barrier} stopped {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static void Signal(int process)
    {
        if (SandboxTrial.WhyNoSignal(process) is { } why)
        {
            throw new IOException(why);
        }
    }

    // Open when one of the two is.
    private static void Reach(int tcp, int udp)
    {
        try
        {
            using var stream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            stream.Connect(new IPEndPoint(IPAddress.Loopback, tcp));
        }
        catch (SocketException)
        {
            using var datagram = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            datagram.Connect(new IPEndPoint(IPAddress.Loopback, udp));
            datagram.Send("x"u8);

            // Nobody there: loopback says so by the second time, for there it is another loopback.
            datagram.Send("x"u8);
        }
    }

    private static void Connect(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
    }
}
