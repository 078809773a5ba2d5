using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;

namespace Deckle.Kernels.Tests.Scripted;

/// <summary>A Jupyter message as it travels: <c>ids… &lt;IDS|MSG&gt; signature header parent_header metadata content buffers…</c>.</summary>
internal sealed record WireMessage
{
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    /// <summary>The routing identities before the delimiter; on iopub the topic.</summary>
    public IReadOnlyList<byte[]> Identities { get; init; } = [];

    public required JsonObject Header { get; init; }

    public JsonObject ParentHeader { get; init; } = [];

    public JsonObject Metadata { get; init; } = [];

    public JsonObject Content { get; init; } = [];

    public IReadOnlyList<byte[]> Buffers { get; init; } = [];

    public string Type => Header["msg_type"]!.GetValue<string>();

    public string Id => Header["msg_id"]!.GetValue<string>();

    /// <summary>The id of the request this answers; null when it answers none.</summary>
    public string? ParentId => ParentHeader["msg_id"]?.GetValue<string>();

    public static JsonObject NewHeader(string type, string session) => new()
    {
        ["msg_id"] = Guid.NewGuid().ToString("n"),
        ["session"] = session,
        ["username"] = "kernel",
        ["date"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", System.Globalization.CultureInfo.InvariantCulture),
        ["msg_type"] = type,
        ["version"] = "5.3",
    };

    /// <summary>Reads frames; null when the signature is wrong or the frames are no message.</summary>
    public static WireMessage? Read(NetMQMessage frames, string key)
    {
        byte[][] parts = [.. frames.Select(frame => frame.ToByteArray())];
        int at = Array.FindIndex(parts, part => part.AsSpan().SequenceEqual(Delimiter));
        if (at < 0 || parts.Length < at + 6 || !Encoding.ASCII.GetBytes(Sign(parts[(at + 2)..(at + 6)], key)).AsSpan().SequenceEqual(parts[at + 1]))
        {
            return null;
        }

        return new WireMessage
        {
            Identities = parts[..at],
            Header = Parse(parts[at + 2]),
            ParentHeader = Parse(parts[at + 3]),
            Metadata = Parse(parts[at + 4]),
            Content = Parse(parts[at + 5]),
            Buffers = parts[(at + 6)..],
        };
    }

    public NetMQMessage ToFrames(string key)
    {
        byte[][] dicts = [.. new[] { Header, ParentHeader, Metadata, Content }.Select(dict => Encoding.UTF8.GetBytes(dict.ToJsonString()))];
        return new NetMQMessage([.. Identities, Delimiter, Encoding.ASCII.GetBytes(Sign(dicts, key)), .. dicts, .. Buffers]);
    }

    // Buffers are not signed, and an empty key signs nothing (the protocol's "Wire protocol").
    private static string Sign(byte[][] dicts, string key) =>
        key.Length == 0 ? "" : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), dicts.SelectMany(dict => dict).ToArray()));

    private static JsonObject Parse(byte[] utf8) => (JsonObject)JsonNode.Parse(utf8)!;
}
