namespace Deckle.Json;

/// <summary>JSON's <c>true</c> or <c>false</c>.</summary>
public sealed class JsonBoolean : JsonValue
{
    internal JsonBoolean(bool value, JsonSpan span)
        : base(span) => Value = value;

    public static JsonBoolean True { get; } = new(true, JsonSpan.None);

    public static JsonBoolean False { get; } = new(false, JsonSpan.None);

    public bool Value { get; }

    public static JsonBoolean Of(bool value) => value ? True : False;

    private protected override bool HasSameValue(JsonValue other) => Value == ((JsonBoolean)other).Value;

    private protected override int ComputeHash() => Value ? 0x74727565 : 0x66616c73;
}
