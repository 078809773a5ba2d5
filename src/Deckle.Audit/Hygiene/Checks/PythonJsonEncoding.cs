using System.Text;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>The encodings that Python's <c>json.loads</c> takes bytes in: a mark at the beginning says which, or where zeros stand (RFC 4627).</summary>
internal static class PythonJsonEncoding
{
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> content)
    {
        ReadOnlySpan<byte> bytes = content.Span;
        if (bytes.StartsWith("\uFEFF"u8))
        {
            return content[3..];
        }

        (Encoding? encoding, int mark) = Detect(bytes);
        return encoding is null ? content : Encoding.UTF8.GetBytes(encoding.GetString(bytes[mark..]));
    }

    // The mark of UTF-32 begins with that of UTF-16.
    private static (Encoding? Encoding, int Mark) Detect(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (BigEndian32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [0, 0, _, _, ..] => (BigEndian32, 0),
        [0, _, _, _, ..] => (Encoding.BigEndianUnicode, 0),
        [_, 0, 0, 0, ..] => (Encoding.UTF32, 0),
        [_, 0, _, _, ..] => (Encoding.Unicode, 0),
        [0, _] => (Encoding.BigEndianUnicode, 0),
        [_, 0] => (Encoding.Unicode, 0),
        _ => (null, 0),
    };

    private static readonly UTF32Encoding BigEndian32 = new(bigEndian: true, byteOrderMark: false);
}
