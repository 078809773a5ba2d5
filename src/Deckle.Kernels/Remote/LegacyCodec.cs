using System.Buffers.Binary;
using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Remote;

/// <summary>
/// What servers without a subprotocol speak: a message as one JSON object in a text frame; with buffers a binary frame of a count,
/// as many offsets (both 32 bits, big-endian), that JSON and the buffers.
/// </summary>
public sealed class LegacyCodec : IWebSocketCodec
{
    private const int Word = sizeof(uint);

    public (byte[] Bytes, bool IsBinary) Encode(Message message)
    {
        JsonObject whole = JsonObject.Of(
            ("channel", ChannelNames.Of(message.Channel)),
            ("header", message.Header),
            ("parent_header", message.ParentHeader),
            ("metadata", message.Metadata),
            ("content", message.Content));
        if (message.Buffers.Count == 0)
        {
            return (MessageJson.Write(whole.With("buffers", JsonArray.Empty)), false);
        }

        ReadOnlyMemory<byte>[] parts = [MessageJson.Write(whole), .. message.Buffers];
        int at = Word * (parts.Length + 1);
        byte[] bytes = new byte[at + parts.Sum(part => part.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)parts.Length);
        for (int part = 0; part < parts.Length; part++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Word * (part + 1)), (uint)at);
            parts[part].Span.CopyTo(bytes.AsSpan(at));
            at += parts[part].Length;
        }

        return (bytes, true);
    }

    public Message? Decode(ReadOnlyMemory<byte> bytes, bool isBinary)
    {
        ReadOnlyMemory<byte>[]? parts = isBinary ? Parts(bytes) : [bytes];
        if (parts is null)
        {
            return null;
        }

        try
        {
            JsonObject whole = MessageJson.Read(parts[0]);
            return ChannelNames.Parse(whole.GetText("channel") ?? "iopub") is { } channel
                ? new Message(channel, Part(whole, "header"), Part(whole, "parent_header"), Part(whole, "metadata"), Part(whole, "content")) { Buffers = parts[1..] }
                : null;
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }

    private static JsonObject Part(JsonObject whole, string name) => whole.Get<JsonObject>(name) ?? JsonObject.Empty;

    private static ReadOnlyMemory<byte>[]? Parts(ReadOnlyMemory<byte> bytes)
    {
        uint count = bytes.Length < Word ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes.Span);
        if (count == 0 || count > (uint)(bytes.Length / Word) - 1)
        {
            return null;
        }

        var parts = new ReadOnlyMemory<byte>[count];
        for (int part = 0; part < parts.Length; part++)
        {
            uint from = BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[(Word * (part + 1))..]);
            uint to = part + 1 < parts.Length ? BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[(Word * (part + 2))..]) : (uint)bytes.Length;
            if (from > to || to > bytes.Length)
            {
                return null;
            }

            parts[part] = bytes[(int)from..(int)to];
        }

        return parts;
    }
}
