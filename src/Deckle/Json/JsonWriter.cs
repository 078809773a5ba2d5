using System.Buffers;
using System.Text;

namespace Deckle.Json;

/// <summary>
/// Writes JSON as Python's <c>json.dumps</c> does: its escapes, its float layout, empty containers on one line.
/// Lone surrogates, which Python cannot write, are written as <c>\udXXX</c> escapes.
/// </summary>
public sealed class JsonWriter(IBufferWriter<byte> output, JsonWriterOptions options)
{
    // In place of an escape's letter: no escape, or one by number.
    private const byte Plain = 0;
    private const byte Numbered = 1;

    // Plain text of this length is worth a call of its own.
    private const int LongRun = 16;
    private const int PieceLength = 128;

    private static readonly byte[] Letters = LettersOf(asciiOnly: false);
    private static readonly byte[] LettersAscii = LettersOf(asciiOnly: true);
    private static readonly SearchValues<byte> Escaped = EscapedOf(Letters);
    private static readonly SearchValues<byte> EscapedAscii = EscapedOf(LettersAscii);

    private readonly byte[] separator = Encoding.UTF8.GetBytes(options.Indent is null ? options.Separator : ",");
    private readonly byte[] keySeparator = Encoding.UTF8.GetBytes(options.KeySeparator);
    private int depth;
    private bool isFirst = true;

    public static string ToText(JsonValue value, JsonWriterOptions options) => Encoding.UTF8.GetString(ToUtf8(value, options));

    public static byte[] ToUtf8(JsonValue value, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new JsonWriter(buffer, options).Write(value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Starts at a depth, for a part that is written apart from the whole.</summary>
    public JsonWriter At(int startDepth)
    {
        depth = startDepth;
        return this;
    }

    public void Write(JsonValue value)
    {
        switch (value)
        {
            case JsonObject members when members.Count == 0:
                output.Write("{}"u8);
                break;
            case JsonObject members:
                BeginObject();
                foreach (JsonMember member in InOrder(members))
                {
                    Key(member.Key);
                    Write(member.Value);
                }

                EndObject();
                break;
            case JsonArray items when items.Count == 0:
                output.Write("[]"u8);
                break;
            case JsonArray items:
                BeginArray();
                foreach (JsonValue item in items)
                {
                    Item();
                    Write(item);
                }

                EndArray();
                break;
            case JsonString text:
                WriteString(text.Utf8.Span);
                break;
            case JsonNumber number:
                Ascii(number.Canonical);
                break;
            case JsonBoolean boolean:
                output.Write(boolean.Value ? "true"u8 : "false"u8);
                break;
            default:
                output.Write("null"u8);
                break;
        }
    }

    /// <summary>The members in the order this writer writes them.</summary>
    public IEnumerable<JsonMember> InOrder(JsonObject members) =>
        options.SortKeys ? members.OrderBy(member => member.Key, CodePointOrder.Instance) : members;

    /// <summary>Opens an object that will have at least one member.</summary>
    public void BeginObject() => Begin((byte)'{');

    public void EndObject() => End((byte)'}');

    /// <summary>Opens a list that will have at least one item.</summary>
    public void BeginArray() => Begin((byte)'[');

    public void EndArray() => End((byte)']');

    public void Key(string key)
    {
        Item();
        WriteString(Wtf8.Encode(key));
        output.Write(keySeparator);
    }

    /// <summary>What stands before an item: the separator and the line break.</summary>
    public void Item()
    {
        if (!isFirst)
        {
            output.Write(separator);
        }

        isFirst = false;
        NewLine();
    }

    /// <summary>Bytes that are JSON already, written at this depth.</summary>
    public void Raw(ReadOnlySpan<byte> json) => output.Write(json);

    public void WriteString(ReadOnlySpan<byte> utf8)
    {
        SearchValues<byte> special = options.AsciiOnly ? EscapedAscii : Escaped;
        output.Write("\""u8);
        while (!utf8.IsEmpty)
        {
            int plain = utf8.IndexOfAny(special);
            plain = plain < 0 ? utf8.Length : plain;
            if (plain >= LongRun || plain == utf8.Length)
            {
                output.Write(utf8[..plain]);
                utf8 = utf8[plain..];
            }
            else
            {
                utf8 = utf8[WritePiece(utf8)..];
            }
        }

        output.Write("\""u8);
    }

    /// <summary>
    /// Writes the first bytes of a string one by one, into one stretch of the output, while escapes stand close: a call for each of them
    /// and for the text between takes ten times as long.
    /// </summary>
    /// <returns>How many bytes of the string were written.</returns>
    private int WritePiece(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> letters = options.AsciiOnly ? LettersAscii : Letters;
        int length = Math.Min(utf8.Length, PieceLength);

        // At most six bytes for one, and twelve where the last begins a code point of two surrogates.
        Span<byte> destination = output.GetSpan((length * 6) + 12);
        int written = 0;
        int read = 0;
        for (int run = 0; read < length && run < LongRun; run++)
        {
            byte letter = letters[utf8[read]];
            if (letter == Plain)
            {
                destination[written++] = utf8[read++];
                continue;
            }

            run = 0;
            if (letter != Numbered)
            {
                destination[written++] = (byte)'\\';
                destination[written++] = letter;
                read++;
            }
            else if (!options.AsciiOnly && utf8[read] == 0xED && !Wtf8.IsSurrogateAt(utf8, read))
            {
                utf8.Slice(read, 3).CopyTo(destination[written..]);
                written += 3;
                read += 3;
            }
            else
            {
                written += EscapeByNumber(Wtf8.DecodeAt(utf8, read, out int taken), destination[written..]);
                read += taken;
            }
        }

        output.Advance(written);
        return read;
    }

    /// <summary>Writes <c>\uXXXX</c>, two of them beyond U+FFFF, and says how many bytes that took.</summary>
    private static int EscapeByNumber(int codePoint, Span<byte> destination)
    {
        if (codePoint >= 0x10000)
        {
            int offset = codePoint - 0x10000;
            int first = EscapeByNumber(0xD800 + (offset >> 10), destination);
            return first + EscapeByNumber(0xDC00 + (offset & 0x3FF), destination[first..]);
        }

        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        destination[0] = (byte)'\\';
        destination[1] = (byte)'u';
        for (int i = 0; i < 4; i++)
        {
            destination[2 + i] = digits[(codePoint >> (12 - (4 * i))) & 0xF];
        }

        return 6;
    }

    private static SearchValues<byte> EscapedOf(byte[] letters) =>
        SearchValues.Create([.. Enumerable.Range(0, letters.Length).Where(c => letters[c] != Plain).Select(c => (byte)c)]);

    /// <summary>For each byte the letter of its escape, or <see cref="Plain"/>, or <see cref="Numbered"/>.</summary>
    private static byte[] LettersOf(bool asciiOnly)
    {
        byte[] letters = new byte[256];
        letters.AsSpan(0, 0x20).Fill(Numbered);
        letters.AsSpan(asciiOnly ? 0x7F..0x100 : 0xED..0xEE).Fill(Numbered);
        foreach ((char character, char letter) in (ReadOnlySpan<(char, char)>)[('"', '"'), ('\\', '\\'), ('\n', 'n'), ('\r', 'r'), ('\t', 't'), ('\f', 'f'), ('\b', 'b')])
        {
            letters[character] = (byte)letter;
        }

        return letters;
    }

    private void Begin(byte bracket)
    {
        output.Write([bracket]);
        depth++;
        isFirst = true;
    }

    private void End(byte bracket)
    {
        depth--;
        isFirst = false;
        NewLine();
        output.Write([bracket]);
    }

    private void NewLine()
    {
        if (options.Indent is not { } indent)
        {
            return;
        }

        int length = 1 + (depth * indent);
        Span<byte> space = output.GetSpan(length)[..length];
        space.Fill((byte)' ');
        space[0] = (byte)'\n';
        output.Advance(length);
    }

    private void Ascii(string text)
    {
        Span<byte> destination = output.GetSpan(text.Length);
        output.Advance(Encoding.ASCII.GetBytes(text, destination));
    }
}
