using System.Text;

namespace Deckle.Tool.Git.Filtering;

/// <summary>Writes git's pkt-lines. What is written leaves with <see cref="Send"/>, or when much has come together.</summary>
internal sealed class PacketWriter(Stream output)
{
    private readonly byte[] buffer = new byte[4 * (PacketReader.MaxPayload + PacketReader.HeaderLength)];
    private int length;

    public void WriteLine(string text) => Write(Encoding.UTF8.GetBytes(text + "\n"));

    /// <summary>Any bytes, as many packets as they take: none for no bytes.</summary>
    public void WriteContent(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            int size = Math.Min(content.Length, PacketReader.MaxPayload);
            Write(content[..size]);
            content = content[size..];
        }
    }

    public void WriteFlush() => Append("0000"u8);

    /// <summary>Hands on what is held back: git waits for it now.</summary>
    public void Send()
    {
        output.Write(buffer, 0, length);
        output.Flush();
        length = 0;
    }

    private void Write(ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[PacketReader.HeaderLength];
        (payload.Length + PacketReader.HeaderLength).TryFormat(header, out _, "x4");
        Append(header);
        Append(payload);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > buffer.Length)
        {
            Send();
        }

        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }
}
