namespace Deckle.Json;

/// <summary>One key and its value.</summary>
/// <param name="KeySpan">Where the key was read from, quotes included.</param>
public readonly record struct JsonMember(string Key, JsonValue Value, JsonSpan KeySpan)
{
    public JsonMember(string key, JsonValue value)
        : this(key, value, JsonSpan.None)
    {
    }
}
