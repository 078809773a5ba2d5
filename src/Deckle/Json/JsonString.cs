namespace Deckle.Json;

/// <summary>
/// A JSON string, held as the UTF-8 it was read in, so that a payload of 100 MB is never doubled into UTF-16.
/// Lone surrogates, which Python's reader accepts, are kept.
/// </summary>
public sealed class JsonString : JsonValue
{
    private readonly ReadOnlyMemory<byte> utf8;
    private string? text;

    public JsonString(string text)
        : base(JsonSpan.None)
    {
        ArgumentNullException.ThrowIfNull(text);
        this.text = text;
        utf8 = Wtf8.Encode(text);
    }

    /// <param name="utf8">Decoded content. The caller gives up the bytes: they must not change.</param>
    public JsonString(ReadOnlyMemory<byte> utf8)
        : this(utf8, JsonSpan.None)
    {
    }

    internal JsonString(ReadOnlyMemory<byte> utf8, JsonSpan span)
        : base(span) => this.utf8 = utf8;

    public static JsonString Empty { get; } = new("");

    /// <summary>The content in UTF-8; a lone surrogate takes three bytes (WTF-8).</summary>
    public ReadOnlyMemory<byte> Utf8 => utf8;

    /// <summary>The content as UTF-16. Kept after the first call, but for very long strings.</summary>
    public string Text
    {
        get
        {
            if (text is not null)
            {
                return text;
            }

            string decoded = Wtf8.Decode(utf8.Span);
            if (decoded.Length < 1 << 20)
            {
                text = decoded;
            }

            return decoded;
        }
    }

    public bool Is(ReadOnlySpan<byte> content) => utf8.Span.SequenceEqual(content);

    private protected override bool HasSameValue(JsonValue other) => utf8.Span.SequenceEqual(((JsonString)other).utf8.Span);

    private protected override int ComputeHash()
    {
        var hash = default(HashCode);
        hash.AddBytes(utf8.Span);
        return hash.ToHashCode();
    }
}
