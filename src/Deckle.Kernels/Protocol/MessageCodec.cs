using Deckle.Json;

namespace Deckle.Kernels.Protocol;

/// <summary>
/// Messages as ZeroMQ frames: routing ids, <c>&lt;IDS|MSG&gt;</c>, signature, header, parent header, metadata, content, buffers
/// ("The wire protocol" of the Jupyter messaging specification).
/// </summary>
public sealed class MessageCodec(MessageSigner signer)
{
    private static ReadOnlySpan<byte> Delimiter => "<IDS|MSG>"u8;

    public IReadOnlyList<ReadOnlyMemory<byte>> Encode(Message message)
    {
        byte[] header = MessageJson.Write(message.Header);
        byte[] parent = MessageJson.Write(message.ParentHeader);
        byte[] metadata = MessageJson.Write(message.Metadata);
        byte[] content = MessageJson.Write(message.Content);
        return [Delimiter.ToArray(), signer.Sign(header, parent, metadata, content), header, parent, metadata, content, .. message.Buffers];
    }

    /// <summary>Reads a message; null for frames that are none: no delimiter, a wrong signature, broken JSON.</summary>
    public Message? Decode(Channel channel, IReadOnlyList<ReadOnlyMemory<byte>> frames)
    {
        int at = 0;
        while (at < frames.Count && !frames[at].Span.SequenceEqual(Delimiter))
        {
            at++;
        }

        if (at + 6 > frames.Count
            || !signer.Verify(frames[at + 1].Span, frames[at + 2].Span, frames[at + 3].Span, frames[at + 4].Span, frames[at + 5].Span))
        {
            return null;
        }

        try
        {
            return new Message(channel, MessageJson.Read(frames[at + 2]), MessageJson.Read(frames[at + 3]), MessageJson.Read(frames[at + 4]), MessageJson.Read(frames[at + 5]))
            {
                Buffers = [.. frames.Skip(at + 6)],
            };
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }
}
