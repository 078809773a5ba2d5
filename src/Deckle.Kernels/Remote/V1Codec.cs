using System.Buffers.Binary;
using System.Text;
using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Remote;

/// <summary>
/// <c>v1.kernel.websocket.jupyter.org</c>: one binary frame of a count n, n offsets (both 64 bits, little-endian), the channel's name,
/// header, parent header, metadata, content and buffers. The last offset is the end.
/// </summary>
public sealed class V1Codec : IWebSocketCodec
{
    public const string Subprotocol = "v1.kernel.websocket.jupyter.org";

    private const int Word = sizeof(ulong);

    // Channel, header, parent header, metadata and content.
    private const int LeastParts = 5;

    public (byte[] Bytes, bool IsBinary) Encode(Message message)
    {
        ReadOnlyMemory<byte>[] parts =
        [
            Encoding.ASCII.GetBytes(ChannelNames.Of(message.Channel)),
            MessageJson.Write(message.Header),
            MessageJson.Write(message.ParentHeader),
            MessageJson.Write(message.Metadata),
            MessageJson.Write(message.Content),
            .. message.Buffers,
        ];
        int count = parts.Length + 1;
        int at = Word * (count + 1);
        byte[] bytes = new byte[at + parts.Sum(part => part.Length)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)count);
        for (int part = 0; part < parts.Length; part++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Word * (part + 1)), (ulong)at);
            parts[part].Span.CopyTo(bytes.AsSpan(at));
            at += parts[part].Length;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Word * count), (ulong)at);
        return (bytes, true);
    }

    public Message? Decode(ReadOnlyMemory<byte> bytes, bool isBinary)
    {
        if (!isBinary || Parts(bytes) is not { Length: >= LeastParts } parts || ChannelNames.Parse(Encoding.ASCII.GetString(parts[0].Span)) is not { } channel)
        {
            return null;
        }

        try
        {
            return new Message(channel, MessageJson.Read(parts[1]), MessageJson.Read(parts[2]), MessageJson.Read(parts[3]), MessageJson.Read(parts[4]))
            {
                Buffers = parts[LeastParts..],
            };
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte>[]? Parts(ReadOnlyMemory<byte> bytes)
    {
        ulong count = bytes.Length < Word ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (count < 2 || count > (ulong)(bytes.Length / Word) - 1)
        {
            return null;
        }

        var parts = new ReadOnlyMemory<byte>[count - 1];
        ulong from = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[Word..]);
        for (int part = 0; part < parts.Length; part++)
        {
            ulong to = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[(Word * (part + 2))..]);
            if (from > to || to > (ulong)bytes.Length)
            {
                return null;
            }

            parts[part] = bytes[(int)from..(int)to];
            from = to;
        }

        return parts;
    }
}
