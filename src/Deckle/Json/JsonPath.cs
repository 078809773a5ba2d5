using System.Globalization;
using System.Text;

namespace Deckle.Json;

/// <summary>The way from a value to one inside it: keys of objects and indexes of lists.</summary>
public sealed class JsonPath : IEquatable<JsonPath>
{
    private readonly JsonPath? parent;
    private readonly string? key;
    private readonly int index;

    private JsonPath(JsonPath? parent, string? key, int index)
    {
        this.parent = parent;
        this.key = key;
        this.index = index;
        Length = parent is null ? 0 : parent.Length + 1;
    }

    /// <summary>The value itself.</summary>
    public static JsonPath Root { get; } = new(null, null, 0);

    /// <summary>How many keys and indexes the way has.</summary>
    public int Length { get; }

    /// <summary>The way to what holds this value; the root's is the root.</summary>
    public JsonPath Parent => parent ?? this;

    /// <summary>The last key; null for the root and for an item of a list.</summary>
    public string? LastKey => key;

    /// <summary>The last index; 0 for the root and for a member of an object.</summary>
    public int LastIndex => index;

    public JsonPath Key(string name) => new(this, name, 0);

    public JsonPath Item(int at) => new(this, null, at);

    /// <summary>As Python and nbformat write it: <c>['cells'][0]['id']</c>.</summary>
    public string ToPython()
    {
        var text = new StringBuilder();
        foreach (JsonPath step in Steps())
        {
            text.Append('[').Append(step.key is null ? step.index.ToString(CultureInfo.InvariantCulture) : PythonText.Repr(step.key)).Append(']');
        }

        return text.ToString();
    }

    /// <summary>As a JSON pointer (RFC 6901): <c>/cells/0/id</c>.</summary>
    public string ToPointer()
    {
        var text = new StringBuilder();
        foreach (JsonPath step in Steps())
        {
            text.Append('/').Append(step.key is null
                ? step.index.ToString(CultureInfo.InvariantCulture)
                : step.key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    /// <summary>As people read it: <c>outputs[2].data['text/plain']</c>. Empty for the root.</summary>
    /// <param name="from">How many steps at the front are left out.</param>
    public string ToReadable(int from = 0)
    {
        var text = new StringBuilder();
        foreach (JsonPath step in Steps().Skip(from))
        {
            if (step.key is null)
            {
                text.Append('[').Append(step.index.ToString(CultureInfo.InvariantCulture)).Append(']');
            }
            else if (step.key.Length > 0 && step.key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                text.Append(text.Length == 0 ? "" : ".").Append(step.key);
            }
            else
            {
                text.Append('[').Append(PythonText.Repr(step.key)).Append(']');
            }
        }

        return text.ToString();
    }

    /// <summary>The value at the end of the way; null where there is none.</summary>
    public JsonValue? Find(JsonValue root)
    {
        if (parent is null)
        {
            return root;
        }

        return parent.Find(root) switch
        {
            JsonObject members when key is not null => members[key],
            JsonArray items when key is null && index < items.Count => items[index],
            _ => null,
        };
    }

    /// <summary>The same root with another value at the end of the way; the root as it is where the way leads nowhere.</summary>
    public JsonValue Update(JsonValue root, Func<JsonValue, JsonValue> change)
    {
        if (parent is null)
        {
            return change(root);
        }

        return parent.Update(root, holder => holder switch
        {
            JsonObject members when key is not null && members[key] is { } value => members.With(key, change(value)),
            JsonArray items when key is null && index < items.Count => items.With(index, change(items[index])),
            _ => holder,
        });
    }

    public bool Equals(JsonPath? other) => other is not null && Length == other.Length && ToPointer() == other.ToPointer();

    public override bool Equals(object? obj) => Equals(obj as JsonPath);

    public override int GetHashCode() => string.GetHashCode(ToPointer(), StringComparison.Ordinal);

    public override string ToString() => ToPointer();

    /// <summary>The way to each value that is passed, the last one this way itself; none for the root.</summary>
    public IReadOnlyList<JsonPath> Steps()
    {
        var steps = new JsonPath[Length];
        for (JsonPath step = this; step.parent is not null; step = step.parent)
        {
            steps[step.Length - 1] = step;
        }

        return steps;
    }
}
