using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Protocol;
using Deckle.Kernels.Zmtp;

namespace Deckle.Kernels.Connections;

/// <summary>How to reach a kernel: the content of Jupyter's connection file.</summary>
public sealed record ConnectionInfo
{
    /// <summary><c>tcp</c> or <c>ipc</c>.</summary>
    public required string Transport { get; init; }

    /// <summary>The address; with <c>ipc</c> the path that each port number is appended to with a hyphen.</summary>
    public required string Ip { get; init; }

    public required int ShellPort { get; init; }

    public required int IOPubPort { get; init; }

    public required int StdinPort { get; init; }

    public required int ControlPort { get; init; }

    public required int HeartbeatPort { get; init; }

    /// <summary>The key that signs messages; empty for unsigned ones.</summary>
    public required string Key { get; init; }

    public string SignatureScheme { get; init; } = "hmac-sha256";

    public string KernelName { get; init; } = "";

    /// <summary>Reads a connection file, whoever wrote it.</summary>
    /// <exception cref="DeckleException"><c>connection-file-invalid</c>: no JSON object, a key missing, or another signature scheme than hmac-sha256.</exception>
    public static ConnectionInfo Parse(ReadOnlyMemory<byte> json)
    {
        JsonObject file;
        try
        {
            file = JsonReader.Read(json) as JsonObject ?? throw ConnectionErrors.ConnectionFile("it is not a JSON object");
        }
        catch (JsonSyntaxException e)
        {
            throw ConnectionErrors.ConnectionFile(e.Message);
        }

        string scheme = file.GetText("signature_scheme") ?? "hmac-sha256";
        if (scheme != "hmac-sha256")
        {
            throw ConnectionErrors.ConnectionFile($"signature_scheme '{scheme}' is not known; hmac-sha256 is");
        }

        return new ConnectionInfo
        {
            Transport = file.GetText("transport") ?? "tcp",
            Ip = file.GetText("ip") ?? "127.0.0.1",
            ShellPort = Port(file, "shell_port"),
            IOPubPort = Port(file, "iopub_port"),
            StdinPort = Port(file, "stdin_port"),
            ControlPort = Port(file, "control_port"),
            HeartbeatPort = Port(file, "hb_port"),
            Key = file.GetText("key") ?? "",
            KernelName = file.GetText("kernel_name") ?? "",
        };
    }

    public byte[] ToJson() => JsonWriter.ToUtf8(
        JsonObject.Of(
            ("shell_port", ShellPort),
            ("iopub_port", IOPubPort),
            ("stdin_port", StdinPort),
            ("control_port", ControlPort),
            ("hb_port", HeartbeatPort),
            ("ip", Ip),
            ("key", Key),
            ("transport", Transport),
            ("signature_scheme", SignatureScheme),
            ("kernel_name", KernelName)),
        JsonWriterOptions.Compact);

    public ZmtpEndpoint Endpoint(Channel channel)
    {
        int port = channel switch
        {
            Channel.Shell => ShellPort,
            Channel.IOPub => IOPubPort,
            Channel.Stdin => StdinPort,
            _ => ControlPort,
        };
        return Transport == "ipc"
            ? ZmtpEndpoint.Ipc(string.Create(CultureInfo.InvariantCulture, $"{Ip}-{port}"))
            : ZmtpEndpoint.Tcp(Ip, port);
    }

    private static int Port(JsonObject file, string key) =>
        file.Get<JsonNumber>(key) is { } number && number.TryGetInt64(out long port) && port is > 0 and < 65536
            ? (int)port
            : throw ConnectionErrors.ConnectionFile($"'{key}' is missing or no port");
}
