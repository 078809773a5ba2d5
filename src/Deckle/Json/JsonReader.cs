using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Deckle.Json;

/// <summary>
/// Reads JSON as Python's <c>json.loads</c> does: <c>NaN</c>, <c>Infinity</c> and lone surrogates are accepted, the last of
/// repeated keys counts, integers have at most 4,300 digits. Deeper nesting than <see cref="MaxDepth"/> is refused.
/// </summary>
public ref struct JsonReader
{
    /// <summary>How deep values may nest. Python gives up somewhere between 200 and 900, by its stack.</summary>
    public const int MaxDepth = 512;

    // Python's int() refuses more (CVE-2020-10735).
    private const int MaxIntegerDigits = 4300;

    // Strings at least this long share the buffer they were read from; shorter ones would pin it for too little.
    private const int LongString = 4096;

    private static readonly SearchValues<byte> StringEnds = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(c => (byte)c)]);

    private readonly ReadOnlyMemory<byte> source;
    private readonly ReadOnlySpan<byte> text;
    private readonly bool isShared;
    private int at;
    private int depth;

    private JsonReader(ReadOnlyMemory<byte> source, bool isShared)
    {
        this.source = source;
        this.isShared = isShared;
        text = source.Span;
    }

    /// <summary>Reads one value that fills the text.</summary>
    /// <param name="utf8">The text. Long strings of the value share these bytes: they must not change.</param>
    /// <exception cref="JsonSyntaxException">The text is not JSON or not UTF-8.</exception>
    public static JsonValue Read(ReadOnlyMemory<byte> utf8) => Read(utf8, isShared: false);

    /// <summary>
    /// Reads a value that does not outlive its text: all its strings are slices of the text, decoded where somebody looks. A notebook
    /// of images, of which a few bytes change, is so never copied.
    /// </summary>
    internal static JsonValue ReadShared(ReadOnlyMemory<byte> utf8) => Read(utf8, isShared: true);

    private static JsonValue Read(ReadOnlyMemory<byte> utf8, bool isShared)
    {
        var reader = new JsonReader(utf8, isShared);
        reader.CheckEncoding();
        reader.SkipSpace();
        JsonValue value = reader.ReadValue();
        reader.SkipSpace();
        if (reader.at < reader.text.Length)
        {
            throw reader.Fail("extra text behind the JSON value");
        }

        return value;
    }

    public static JsonValue Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private void CheckEncoding()
    {
        if (text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            throw Fail("the text starts with a UTF-8 byte order mark");
        }

        if (text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw Fail("the text is UTF-16, not UTF-8");
        }

        if (!Utf8.IsValid(text))
        {
            at = FirstInvalidByte(text);
            throw Fail($"byte 0x{text[at]:x2} is not UTF-8");
        }
    }

    private JsonValue ReadValue()
    {
        if (at >= text.Length)
        {
            throw Fail("the text ends where a value should stand");
        }

        switch (text[at])
        {
            case (byte)'{':
                return ReadObject();
            case (byte)'[':
                return ReadArray();
            case (byte)'"':
                return ReadString();
            case (byte)'t':
                return ReadWord("true"u8, span => new JsonBoolean(true, span));
            case (byte)'f':
                return ReadWord("false"u8, span => new JsonBoolean(false, span));
            case (byte)'n':
                return ReadWord("null"u8, span => new JsonNull(span));
            case (byte)'N':
                return ReadWord("NaN"u8, span => new JsonNumber("NaN", span));
            case (byte)'I':
                return ReadWord("Infinity"u8, span => new JsonNumber("Infinity", span));
            case (byte)'-' when at + 1 < text.Length && text[at + 1] == 'I':
                return ReadWord("-Infinity"u8, span => new JsonNumber("-Infinity", span));
            default:
                return ReadNumber();
        }
    }

    private JsonValue ReadWord(ReadOnlySpan<byte> word, Func<JsonSpan, JsonValue> make)
    {
        if (!text[at..].StartsWith(word))
        {
            throw Fail("expected a value");
        }

        int start = at;
        at += word.Length;
        return make(new JsonSpan(start, at));
    }

    private JsonNumber ReadNumber()
    {
        int start = at;
        int p = at;
        if (p < text.Length && text[p] == '-')
        {
            p++;
        }

        int digits = p;
        if (p < text.Length && text[p] == '0')
        {
            p++;
        }
        else
        {
            p = SkipDigits(p);
        }

        if (p == digits)
        {
            throw Fail("expected a value");
        }

        int integerDigits = p - digits;
        bool isInteger = true;
        if (p + 1 < text.Length && text[p] == '.' && IsDigit(text[p + 1]))
        {
            isInteger = false;
            p = SkipDigits(p + 1);
        }

        if (p < text.Length && (text[p] | 0x20) == 'e')
        {
            int e = p + 1;
            if (e < text.Length && text[e] is (byte)'+' or (byte)'-')
            {
                e++;
            }

            int end = SkipDigits(e);
            if (end > e)
            {
                isInteger = false;
                p = end;
            }
        }

        if (isInteger && integerDigits > MaxIntegerDigits)
        {
            throw Fail($"an integer of {integerDigits} digits; at most {MaxIntegerDigits} are read");
        }

        at = p;
        return new JsonNumber(Encoding.ASCII.GetString(text[start..p]), new JsonSpan(start, p));
    }

    private readonly int SkipDigits(int p)
    {
        while (p < text.Length && IsDigit(text[p]))
        {
            p++;
        }

        return p;
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    private JsonArray ReadArray()
    {
        int start = at;
        Enter();
        SkipSpace();
        if (Take((byte)']'))
        {
            depth--;
            return new JsonArray([], new JsonSpan(start, at));
        }

        var items = new List<JsonValue>();
        while (true)
        {
            items.Add(ReadValue());
            SkipSpace();
            if (Take((byte)']'))
            {
                depth--;
                return new JsonArray([.. items], new JsonSpan(start, at));
            }

            if (!Take((byte)','))
            {
                throw Fail("expected ',' or ']'");
            }

            SkipSpace();
        }
    }

    private JsonObject ReadObject()
    {
        int start = at;
        Enter();
        SkipSpace();
        if (Take((byte)'}'))
        {
            depth--;
            return new JsonObject([], new JsonSpan(start, at));
        }

        var members = new List<JsonMember>();
        Dictionary<string, int>? places = null;
        while (true)
        {
            if (at >= text.Length || text[at] != '"')
            {
                throw Fail("expected a key in double quotes");
            }

            int keyStart = at;
            string key = KnownKeys.Text(ReadStringContent().Span);
            var keySpan = new JsonSpan(keyStart, at);
            SkipSpace();
            if (!Take((byte)':'))
            {
                throw Fail("expected ':'");
            }

            SkipSpace();
            Put(members, ref places, new JsonMember(key, ReadValue(), keySpan));
            SkipSpace();
            if (Take((byte)'}'))
            {
                depth--;
                return new JsonObject([.. members], new JsonSpan(start, at));
            }

            if (!Take((byte)','))
            {
                throw Fail("expected ',' or '}'");
            }

            SkipSpace();
        }
    }

    private static void Put(List<JsonMember> members, ref Dictionary<string, int>? places, JsonMember member)
    {
        int same = -1;
        if (members.Count < 12)
        {
            same = members.FindIndex(m => string.Equals(m.Key, member.Key, StringComparison.Ordinal));
        }
        else
        {
            places ??= members.Select((m, i) => (m.Key, i)).ToDictionary(pair => pair.Key, pair => pair.i, StringComparer.Ordinal);
            same = places.TryGetValue(member.Key, out int found) ? found : -1;
        }

        if (same >= 0)
        {
            members[same] = member;
            return;
        }

        places?.Add(member.Key, members.Count);
        members.Add(member);
    }

    private void Enter()
    {
        at++;
        if (++depth > MaxDepth)
        {
            throw Fail($"values nest deeper than {MaxDepth} levels");
        }
    }

    private JsonString ReadString()
    {
        int start = at;
        if (isShared && text[(start + 1)..].IndexOfAny(StringEnds) is >= 0 and var end && text[start + 1 + end] != '"')
        {
            ReadOnlyMemory<byte> raw = source.Slice(start + 1, LengthToQuote(start + 1));
            CheckEscapes();
            return new JsonString(raw, new JsonSpan(start, at), isEscaped: true);
        }

        ReadOnlyMemory<byte> content = ReadStringContent();
        return new JsonString(content, new JsonSpan(start, at));
    }

    /// <summary>Goes to the end of the string that starts here, which is known to have one.</summary>
    private void CheckEscapes()
    {
        Span<byte> ignored = stackalloc byte[4];
        at++;
        while (true)
        {
            at += text[at..].IndexOfAny(StringEnds);
            switch (text[at])
            {
                case (byte)'"':
                    at++;
                    return;
                case (byte)'\\':
                    ReadEscape(ignored);
                    break;
                default:
                    throw FailControl();
            }
        }
    }

    /// <summary>The decoded content of the string that starts here: a slice of the source where nothing is escaped.</summary>
    private ReadOnlyMemory<byte> ReadStringContent()
    {
        int start = ++at;
        int end = text[start..].IndexOfAny(StringEnds);
        if (end >= 0 && text[start + end] == '"')
        {
            at = start + end + 1;
            return isShared || end >= LongString ? source.Slice(start, end) : text.Slice(start, end).ToArray();
        }

        // Decoded text is never longer than its escapes, so one exact buffer serves even 100 MB.
        byte[] content = new byte[LengthToQuote(start)];
        int length = 0;
        while (true)
        {
            int stop = text[at..].IndexOfAny(StringEnds);
            text.Slice(at, stop).CopyTo(content.AsSpan(length));
            length += stop;
            at += stop;
            switch (text[at])
            {
                case (byte)'"':
                    at++;
                    return content.AsMemory(0, length);
                case (byte)'\\':
                    length += ReadEscape(content.AsSpan(length));
                    break;
                default:
                    throw FailControl();
            }
        }
    }

    /// <summary>How many bytes stand before the quote that ends a string.</summary>
    private readonly int LengthToQuote(int start)
    {
        int p = start;
        while (true)
        {
            int next = text[p..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0 || p + next + 1 >= text.Length)
            {
                if (next >= 0 && text[p + next] == '"')
                {
                    return p + next - start;
                }

                throw Fail("a string that never ends", start - 1);
            }

            p += next;
            if (text[p] == '"')
            {
                return p - start;
            }

            p += 2;
        }
    }

    /// <summary>Decodes the escape that starts here and says how many bytes it gave.</summary>
    private int ReadEscape(scoped Span<byte> destination)
    {
        int length = JsonEscape.Decode(text, ref at, destination);
        return length > 0 ? length : throw Fail("an escape that JSON does not have");
    }

    private void SkipSpace()
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }
    }

    private bool Take(byte wanted)
    {
        if (at < text.Length && text[at] == wanted)
        {
            at++;
            return true;
        }

        return false;
    }

    private readonly JsonSyntaxException FailControl() => Fail($"control character U+{text[at]:X4} in a string; write it as \\u{text[at]:x4}");

    private readonly JsonSyntaxException Fail(string reason) => Fail(reason, at);

    private readonly JsonSyntaxException Fail(string reason, int offset)
    {
        TextPosition place = TextPosition.Of(text, offset);
        return new JsonSyntaxException(reason, place.Line, place.Column, offset);
    }

    private static int FirstInvalidByte(ReadOnlySpan<byte> bytes)
    {
        int from = 0;
        while (Rune.DecodeFromUtf8(bytes[from..], out _, out int length) == OperationStatus.Done)
        {
            from += length;
        }

        return from;
    }
}
