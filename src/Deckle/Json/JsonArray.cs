using System.Collections;
using System.Runtime.CompilerServices;

namespace Deckle.Json;

/// <summary>An immutable list of values.</summary>
[CollectionBuilder(typeof(JsonArray), nameof(Create))]
public sealed class JsonArray : JsonValue, IReadOnlyList<JsonValue>
{
    private readonly JsonValue[] items;

    internal JsonArray(JsonValue[] items, JsonSpan span)
        : base(span) => this.items = items;

    public static JsonArray Empty { get; } = new([], JsonSpan.None);

    public int Count => items.Length;

    public JsonValue this[int index] => items[index];

    public static JsonArray Create(ReadOnlySpan<JsonValue> items) => new(items.ToArray(), JsonSpan.None);

    public static JsonArray From(IEnumerable<JsonValue> items) => new([.. items], JsonSpan.None);

    public static JsonArray From(IEnumerable<string> items) => new([.. items.Select(item => new JsonString(item))], JsonSpan.None);

    /// <summary>The same list with another value at an index.</summary>
    public JsonArray With(int index, JsonValue value)
    {
        if (ReferenceEquals(items[index], value))
        {
            return this;
        }

        var changed = (JsonValue[])items.Clone();
        changed[index] = value;
        return new JsonArray(changed, JsonSpan.None);
    }

    public JsonArray Insert(int index, JsonValue value) => From([.. items[..index], value, .. items[index..]]);

    public JsonArray Add(JsonValue value) => From([.. items, value]);

    public JsonArray RemoveAt(int index) => From([.. items[..index], .. items[(index + 1)..]]);

    public IEnumerator<JsonValue> GetEnumerator() => ((IEnumerable<JsonValue>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override bool HasSameValue(JsonValue other) => items.AsSpan().SequenceEqual(((JsonArray)other).items);

    private protected override int ComputeHash()
    {
        var hash = default(HashCode);
        hash.Add(items.Length);
        foreach (JsonValue item in items)
        {
            hash.Add(item.GetHashCode());
        }

        return hash.ToHashCode();
    }
}
