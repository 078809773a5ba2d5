using System.Collections;
using System.Runtime.CompilerServices;

namespace Deckle.Json;

/// <summary>
/// Immutable members in the order they were written. Of a repeated key the last value counts, at the place of the first, as in Python.
/// </summary>
[CollectionBuilder(typeof(JsonObject), nameof(Create))]
public sealed class JsonObject : JsonValue, IReadOnlyCollection<JsonMember>
{
    // Below this many members a scan beats a hash table; cells and outputs have three to six.
    private const int IndexFrom = 12;

    private readonly JsonMember[] members;
    private Dictionary<string, int>? index;

    internal JsonObject(JsonMember[] members, JsonSpan span)
        : base(span) => this.members = members;

    public static JsonObject Empty { get; } = new([], JsonSpan.None);

    public int Count => members.Length;

    public IEnumerable<string> Keys => members.Select(member => member.Key);

    /// <summary>The members in the order they were written.</summary>
    public ReadOnlySpan<JsonMember> Members => members;

    /// <summary>The value of a key, or null where the key is absent. JSON's <c>null</c> is <see cref="JsonNull"/>.</summary>
    public JsonValue? this[string key]
    {
        get
        {
            int at = IndexOf(key);
            return at < 0 ? null : members[at].Value;
        }
    }

    public static JsonObject Create(ReadOnlySpan<JsonMember> members)
    {
        var all = new List<JsonMember>(members.Length);
        var places = new Dictionary<string, int>(members.Length, StringComparer.Ordinal);
        foreach (JsonMember member in members)
        {
            if (places.TryGetValue(member.Key, out int at))
            {
                all[at] = member;
            }
            else
            {
                places.Add(member.Key, all.Count);
                all.Add(member);
            }
        }

        return new JsonObject([.. all], JsonSpan.None);
    }

    public static JsonObject Of(params ReadOnlySpan<(string Key, JsonValue Value)> members)
    {
        var all = new JsonMember[members.Length];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = new JsonMember(members[i].Key, members[i].Value);
        }

        return Create(all);
    }

    public static JsonObject From(IEnumerable<JsonMember> members) => Create(members.ToArray());

    public bool Has(string key) => IndexOf(key) >= 0;

    /// <summary>The value of a key when it is of a type, else null.</summary>
    public T? Get<T>(string key)
        where T : JsonValue => this[key] as T;

    /// <summary>The text of a string member, else null.</summary>
    public string? GetText(string key) => (this[key] as JsonString)?.Text;

    /// <summary>The same members with one value set: in place where the key exists, else at the end.</summary>
    public JsonObject With(string key, JsonValue value)
    {
        int at = IndexOf(key);
        if (at < 0)
        {
            return new JsonObject([.. members, new JsonMember(key, value)], JsonSpan.None);
        }

        if (ReferenceEquals(members[at].Value, value))
        {
            return this;
        }

        var changed = (JsonMember[])members.Clone();
        changed[at] = changed[at] with { Value = value };
        return new JsonObject(changed, JsonSpan.None);
    }

    /// <summary>The same members without a key; this very object when there is none.</summary>
    public JsonObject Without(string key)
    {
        int at = IndexOf(key);
        return at < 0 ? this : new JsonObject([.. members[..at], .. members[(at + 1)..]], JsonSpan.None);
    }

    public IEnumerator<JsonMember> GetEnumerator() => ((IEnumerable<JsonMember>)members).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override bool HasSameValue(JsonValue other)
    {
        var that = (JsonObject)other;
        if (that.members.Length != members.Length)
        {
            return false;
        }

        foreach (JsonMember member in members)
        {
            if (that[member.Key] is not { } value || !member.Value.Equals(value))
            {
                return false;
            }
        }

        return true;
    }

    private protected override int ComputeHash()
    {
        // A sum, because the order of members is not part of the value.
        int sum = members.Length;
        foreach (JsonMember member in members)
        {
            sum += HashCode.Combine(string.GetHashCode(member.Key, StringComparison.Ordinal), member.Value.GetHashCode());
        }

        return sum;
    }

    private int IndexOf(string key)
    {
        if (members.Length < IndexFrom)
        {
            for (int i = 0; i < members.Length; i++)
            {
                if (string.Equals(members[i].Key, key, StringComparison.Ordinal))
                {
                    return i;
                }
            }

            return -1;
        }

        if (index is null)
        {
            var built = new Dictionary<string, int>(members.Length, StringComparer.Ordinal);
            for (int i = 0; i < members.Length; i++)
            {
                built[members[i].Key] = i;
            }

            index = built;
        }

        return index.TryGetValue(key, out int found) ? found : -1;
    }
}
