using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Remote;

/// <summary>How messages are laid out in WebSocket frames. They carry no signature: the server signs.</summary>
public interface IWebSocketCodec
{
    /// <returns>The bytes, and whether they are a binary frame.</returns>
    (byte[] Bytes, bool IsBinary) Encode(Message message);

    /// <summary>Reads a message; null for bytes that are none.</summary>
    Message? Decode(ReadOnlyMemory<byte> bytes, bool isBinary);
}
