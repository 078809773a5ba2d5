namespace Deckle.Json;

/// <summary>
/// A JSON string, held as the UTF-8 it was read in, so that a payload of 100 MB is never doubled into UTF-16.
/// Lone surrogates, which Python's reader accepts, are kept.
/// </summary>
public sealed class JsonString : JsonValue
{
    private readonly ReadOnlyMemory<byte> raw;
    private readonly bool isEscaped;
    private byte[]? unescaped;
    private string? text;

    public JsonString(string text)
        : base(JsonSpan.None)
    {
        ArgumentNullException.ThrowIfNull(text);
        this.text = text;
        raw = Wtf8.Encode(text);
    }

    /// <param name="utf8">Decoded content. The caller gives up the bytes: they must not change.</param>
    public JsonString(ReadOnlyMemory<byte> utf8)
        : this(utf8, JsonSpan.None)
    {
    }

    /// <param name="isEscaped">Whether the content is still as it stands between quotes, to be decoded when it is needed.</param>
    internal JsonString(ReadOnlyMemory<byte> raw, JsonSpan span, bool isEscaped = false)
        : base(span)
    {
        this.raw = raw;
        this.isEscaped = isEscaped;
    }

    public static JsonString Empty { get; } = new("");

    /// <summary>The content in UTF-8; a lone surrogate takes three bytes (WTF-8).</summary>
    public ReadOnlyMemory<byte> Utf8 => isEscaped ? unescaped ??= JsonEscape.Unescape(raw.Span) : raw;

    /// <summary>A number of code points that the content has at least; found without decoding it.</summary>
    internal int LeastPoints => raw.Length / (isEscaped ? LongestEscape : LongestPoint);

    // A surrogate pair as \ud83d\ude00, and in UTF-8.
    private const int LongestEscape = 12;
    private const int LongestPoint = 4;

    /// <summary>The content as UTF-16. Kept after the first call, but for very long strings.</summary>
    public string Text
    {
        get
        {
            if (text is not null)
            {
                return text;
            }

            string decoded = Wtf8.Decode(Utf8.Span);
            if (decoded.Length < 1 << 20)
            {
                text = decoded;
            }

            return decoded;
        }
    }

    public bool Is(ReadOnlySpan<byte> content) => Utf8.Span.SequenceEqual(content);

    private protected override bool HasSameValue(JsonValue other) => Utf8.Span.SequenceEqual(((JsonString)other).Utf8.Span);

    private protected override int ComputeHash()
    {
        var hash = default(HashCode);
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }
}
