namespace Deckle.Json;

/// <summary>JSON's <c>null</c>.</summary>
public sealed class JsonNull : JsonValue
{
    internal JsonNull(JsonSpan span)
        : base(span)
    {
    }

    public static JsonNull Value { get; } = new(JsonSpan.None);

    private protected override bool HasSameValue(JsonValue other) => true;

    private protected override int ComputeHash() => 0x6e756c6c;
}
