using System.Buffers.Binary;
using System.Text;
using Deckle.Json;
using Deckle.Kernels.Protocol;
using Deckle.Kernels.Remote;

namespace Deckle.Kernels.Tests.Remote;

/// <summary>The two layouts of messages on WebSockets.</summary>
public class WebSocketCodecTests
{
    private static readonly IWebSocketCodec[] Codecs = [new V1Codec(), new LegacyCodec()];

    [Fact]
    public void A_message_comes_back_as_it_went_by_either()
    {
        var message = new Message(
            Channel.Control, JsonObject.Of(("msg_id", "1"), ("msg_type", "x")), JsonObject.Of(("msg_id", "ü")), JsonObject.Of(("m", 1)), JsonObject.Of(("c", "😀\ud800")))
        {
            Buffers = [new byte[] { 0, 255 }, ReadOnlyMemory<byte>.Empty, new byte[] { 7 }],
        };

        foreach (IWebSocketCodec codec in Codecs)
        {
            foreach (Message given in (Message[])[message, message with { Buffers = [] }])
            {
                (byte[] bytes, bool isBinary) = codec.Encode(given);
                Message back = codec.Decode(bytes, isBinary)!;

                Assert.Equal(given.Channel, back.Channel);
                Assert.Equal(Parts(given), Parts(back));
                Assert.Equal(given.Buffers.Select(buffer => buffer.ToArray()), back.Buffers.Select(buffer => buffer.ToArray()));
            }
        }
    }

    [Fact]
    public void Version_one_begins_with_its_offsets()
    {
        var message = new Message(Channel.Shell, JsonObject.Empty, JsonObject.Empty, JsonObject.Empty, JsonObject.Of(("a", 1)));

        byte[] bytes = new V1Codec().Encode(message).Bytes;

        ulong[] words = [.. Enumerable.Range(0, 7).Select(i => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8 * i)))];
        Assert.Equal([6UL, 56, 61, 63, 65, 67, 74], words);
        Assert.Equal("shell{}{}{}{\"a\":1}", Encoding.UTF8.GetString(bytes.AsSpan(56)));
    }

    [Fact]
    public void What_is_no_message_is_passed_over()
    {
        var message = new Message(Channel.Shell, JsonObject.Empty, JsonObject.Empty, JsonObject.Empty, JsonObject.Empty) { Buffers = [new byte[3]] };
        foreach (IWebSocketCodec codec in Codecs)
        {
            byte[] whole = codec.Encode(message).Bytes;
            for (int length = 0; length < whole.Length - 3; length++)
            {
                // Cut anywhere before its last part: no exception, and no message made of other bytes.
                _ = codec.Decode(whole.AsMemory(0, length), isBinary: true);
                Assert.Null(codec.Decode(Enumerable.Repeat((byte)0xFF, length).ToArray(), isBinary: true));
            }

            Assert.Null(codec.Decode("nonsense"u8.ToArray(), isBinary: false));
        }
    }

    private static string[] Parts(Message message) =>
        [$"{message.Header}", $"{message.ParentHeader}", $"{message.Metadata}", $"{message.Content}"];
}
