using System.Buffers;
using System.Text;

namespace Deckle.Json;

/// <summary>
/// Writes JSON as Python's <c>json.dumps</c> does: its escapes, its float layout, empty containers on one line.
/// Lone surrogates, which Python cannot write, are written as <c>\udXXX</c> escapes.
/// </summary>
public sealed class JsonWriter(IBufferWriter<byte> output, JsonWriterOptions options)
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([(byte)'"', (byte)'\\', 0xED, .. Enumerable.Range(0, 0x20).Select(c => (byte)c)]);
    private static readonly SearchValues<byte> EscapedAscii = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x81)).Select(c => (byte)c)]);

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
        while (true)
        {
            int next = utf8.IndexOfAny(special);
            if (next < 0)
            {
                output.Write(utf8);
                break;
            }

            output.Write(utf8[..next]);
            utf8 = utf8[next..];
            utf8 = utf8[Escape(utf8)..];
        }

        output.Write("\""u8);
    }

    /// <summary>Escapes what stands first and says how many bytes that was.</summary>
    private int Escape(ReadOnlySpan<byte> utf8)
    {
        byte first = utf8[0];
        switch (first)
        {
            case (byte)'"':
                output.Write("\\\""u8);
                return 1;
            case (byte)'\\':
                output.Write("\\\\"u8);
                return 1;
            case (byte)'\n':
                output.Write("\\n"u8);
                return 1;
            case (byte)'\r':
                output.Write("\\r"u8);
                return 1;
            case (byte)'\t':
                output.Write("\\t"u8);
                return 1;
            case (byte)'\f':
                output.Write("\\f"u8);
                return 1;
            case (byte)'\b':
                output.Write("\\b"u8);
                return 1;
        }

        bool isSurrogate = first == 0xED && Wtf8.IsSurrogateAt(utf8, 0);
        if (first == 0xED && !isSurrogate && !options.AsciiOnly)
        {
            output.Write(utf8[..3]);
            return 3;
        }

        int codePoint = Wtf8.DecodeAt(utf8, 0, out int length);
        if (codePoint < 0x10000)
        {
            Ascii($"\\u{codePoint:x4}");
        }
        else
        {
            int offset = codePoint - 0x10000;
            Ascii($"\\u{0xD800 + (offset >> 10):x4}\\u{0xDC00 + (offset & 0x3FF):x4}");
        }

        return length;
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
