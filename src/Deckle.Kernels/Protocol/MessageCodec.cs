using System.Text;
using System.Text.Unicode;
using Deckle.Json;

namespace Deckle.Kernels.Protocol;

/// <summary>
/// Messages as ZeroMQ frames: routing ids, <c>&lt;IDS|MSG&gt;</c>, signature, header, parent header, metadata, content, buffers
/// ("The wire protocol" of the Jupyter messaging specification).
/// </summary>
public sealed class MessageCodec(MessageSigner signer)
{
    private static readonly JsonWriterOptions Compact = new() { Separator = ",", KeySeparator = ":" };

    private static ReadOnlySpan<byte> Delimiter => "<IDS|MSG>"u8;

    public IReadOnlyList<ReadOnlyMemory<byte>> Encode(Message message)
    {
        byte[] header = JsonWriter.ToUtf8(message.Header, Compact);
        byte[] parent = JsonWriter.ToUtf8(message.ParentHeader, Compact);
        byte[] metadata = JsonWriter.ToUtf8(message.Metadata, Compact);
        byte[] content = JsonWriter.ToUtf8(message.Content, Compact);
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
            return new Message(channel, Read(frames[at + 2]), Read(frames[at + 3]), Read(frames[at + 4]), Read(frames[at + 5]))
            {
                Buffers = [.. frames.Skip(at + 6)],
            };
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }

    private static JsonObject Read(ReadOnlyMemory<byte> frame)
    {
        if (frame.IsEmpty)
        {
            return JsonObject.Empty;
        }

        // Python kernels encode with "surrogateescape", so bytes of a broken string can be no UTF-8; they become U+FFFD.
        ReadOnlyMemory<byte> text = Utf8.IsValid(frame.Span) ? frame : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(frame.Span));

        // Kernels written in other languages send null for an empty object.
        return JsonReader.Read(text) as JsonObject ?? JsonObject.Empty;
    }
}
