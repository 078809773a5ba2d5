namespace Deckle.Repairing;

/// <summary>A piece of JSON that was read or put in: the space before it, and itself.</summary>
/// <param name="Lead">Offset of the white space before it.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset behind its last byte.</param>
/// <param name="Text">What stands there instead; null for what was read.</param>
internal readonly record struct JsonToken(JsonTokenKind Kind, int Lead, int Start, int End, byte[]? Text = null)
{
    /// <summary>A bracket, comma or colon that was missing.</summary>
    public static JsonToken Made(JsonTokenKind kind, int at, byte[] text) => new(kind, at, at, at, text);
}
