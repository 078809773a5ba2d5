using System.Text;
using System.Text.Unicode;
using Deckle.Text;

namespace Deckle.Repairing;

/// <summary>The text of a file whose encoding may be wrong, as UTF-8.</summary>
internal static class FileText
{
    /// <param name="repairs">Gets what had to be done.</param>
    public static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> file, List<TextRepair> repairs)
    {
        ReadOnlyMemory<byte> text = WithoutEmptyEnd(Decoded(file, repairs), repairs);
        return Utf8.IsValid(text.Span) ? text : WithValidBytes(text, repairs);
    }

    // What a file system writes where a file was not saved before the power went, and the end of file of old systems.
    private static ReadOnlyMemory<byte> WithoutEmptyEnd(ReadOnlyMemory<byte> text, List<TextRepair> repairs)
    {
        ReadOnlyMemory<byte> rest = text[..text.Span.TrimEnd("\0\u001a"u8).Length];
        if (rest.Length < text.Length)
        {
            repairs.Add(new TextRepair(0, $"removed {text.Length - rest.Length} empty bytes at the end of the file"));
        }

        return rest;
    }

    private static ReadOnlyMemory<byte> Decoded(ReadOnlyMemory<byte> file, List<TextRepair> repairs)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            repairs.Add(new TextRepair(1, "removed the byte order mark"));
            return file[3..];
        }

        // "{" and white space in two bytes each: UTF-16, with its mark or without.
        bool hasMark = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (bytes.Length >= 4 && (hasMark || (bytes[0] == 0) != (bytes[1] == 0)))
        {
            bool isBig = hasMark ? bytes[0] == 0xFE : bytes[0] == 0;
            repairs.Add(new TextRepair(0, "converted UTF-16 to UTF-8"));
            return Encoding.UTF8.GetBytes((isBig ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes[(hasMark ? 2 : 0)..]));
        }

        return file;
    }

    // A file without one valid character beyond ASCII is in an old encoding of Windows or Latin 1; else single bytes were damaged.
    private static ReadOnlyMemory<byte> WithValidBytes(ReadOnlyMemory<byte> text, List<TextRepair> repairs)
    {
        ReadOnlySpan<byte> rest = text.Span;
        bool isOldEncoding = !HasValidBeyondAscii(rest);
        var lines = new LineIndex(rest);
        var output = new MemoryStream();
        Span<byte> encoded = stackalloc byte[4];
        int at = 0;
        while (at < rest.Length)
        {
            if (Rune.DecodeFromUtf8(rest[at..], out _, out int length) == System.Buffers.OperationStatus.Done)
            {
                output.Write(rest.Slice(at, length));
                at += length;
                continue;
            }

            for (int i = 0; i < length; i++)
            {
                Rune rune = isOldEncoding ? new Rune(FromWindows(rest[at + i])) : Rune.ReplacementChar;
                if (isOldEncoding || i == 0)
                {
                    output.Write(encoded[..rune.EncodeToUtf8(encoded)]);
                }
            }

            // A character that the end of the file cut in two is a cut, which is told anyway.
            if (!isOldEncoding)
            {
                repairs.Add(new TextRepair(lines.LineOf(at), $"put U+FFFD for {(length == 1 ? "the byte" : "the bytes")} {Convert.ToHexString(rest.Slice(at, length))}, which {(length == 1 ? "is" : "are")} not UTF-8"));
            }

            at += length;
        }

        if (isOldEncoding)
        {
            repairs.Add(new TextRepair(0, "converted Windows-1252 to UTF-8"));
        }

        return output.ToArray();
    }

    private static bool HasValidBeyondAscii(ReadOnlySpan<byte> text)
    {
        for (int at = text.IndexOfAnyInRange((byte)0x80, (byte)0xFF); at >= 0 && at < text.Length;)
        {
            bool isValid = Rune.DecodeFromUtf8(text[at..], out _, out int length) == System.Buffers.OperationStatus.Done;
            if (isValid)
            {
                return true;
            }

            at += length;
            int next = text[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            at = next < 0 ? -1 : at + next;
        }

        return false;
    }

    // 0x80 to 0x9F of Windows-1252 (https://encoding.spec.whatwg.org/#windows-1252); the rest is Latin 1.
    private const string Windows =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private static char FromWindows(byte value) => value is >= 0x80 and < 0xA0 ? Windows[value - 0x80] : (char)value;
}
