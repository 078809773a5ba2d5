namespace Deckle.Json;

/// <summary>
/// An immutable JSON value in Python's dialect: <c>NaN</c> and the infinities are numbers, strings may hold lone surrogates.
/// Equality is structural and ignores the order of an object's members; <see cref="Span"/> takes no part in it.
/// </summary>
public abstract class JsonValue : IEquatable<JsonValue>
{
    private int hash;

    private protected JsonValue(JsonSpan span) => Span = span;

    /// <summary>Where the value was read from; <see cref="JsonSpan.None"/> for a value that was made.</summary>
    public JsonSpan Span { get; }

    public static implicit operator JsonValue(string text) => new JsonString(text);

    public static implicit operator JsonValue(bool value) => JsonBoolean.Of(value);

    public static implicit operator JsonValue(int value) => JsonNumber.Of(value);

    public static implicit operator JsonValue(long value) => JsonNumber.Of(value);

    public static implicit operator JsonValue(double value) => JsonNumber.Of(value);

    public static bool operator ==(JsonValue? left, JsonValue? right) =>
        ReferenceEquals(left, right) || (left is not null && left.Equals(right));

    public static bool operator !=(JsonValue? left, JsonValue? right) => !(left == right);

    public bool Equals(JsonValue? other) =>
        ReferenceEquals(this, other)
        || (other is not null && GetType() == other.GetType() && GetHashCode() == other.GetHashCode() && HasSameValue(other));

    public sealed override bool Equals(object? obj) => Equals(obj as JsonValue);

    public sealed override int GetHashCode()
    {
        // Zero means "not computed yet"; a value that hashes to zero is hashed again each time, which is harmless.
        if (hash == 0)
        {
            hash = ComputeHash();
        }

        return hash;
    }

    /// <summary>The value as canonical one-line JSON, keys in their own order.</summary>
    public override string ToString() => JsonWriter.ToText(this, JsonWriterOptions.Compact);

    private protected abstract bool HasSameValue(JsonValue other);

    private protected abstract int ComputeHash();
}
