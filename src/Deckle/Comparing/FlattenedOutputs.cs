using Deckle.Json;

namespace Deckle.Comparing;

/// <summary>
/// Outputs by key, as nbval compares them: the order of outputs does not matter between keys, only among the values of one key.
/// A stream's key is its name; a display's keys are its media types; everything else is itself.
/// </summary>
internal sealed class FlattenedOutputs
{
    private readonly Dictionary<string, List<JsonValue>> values = new(StringComparer.Ordinal);

    private FlattenedOutputs()
    {
    }

    /// <summary>In the order of their first appearance.</summary>
    public List<string> Keys { get; } = [];

    public IReadOnlyList<JsonValue> this[string key] => values.TryGetValue(key, out List<JsonValue>? found) ? found : [];

    public bool Has(string key) => values.ContainsKey(key);

    public static FlattenedOutputs Of(IReadOnlyList<Output> outputs, CompareOptions options)
    {
        var flat = new FlattenedOutputs();
        foreach (Output output in StreamMerger.Merge(outputs))
        {
            if (output.Kind == OutputKind.Stream)
            {
                flat.Add(output.StreamName, new JsonString(output.Text), options);
                continue;
            }

            foreach (JsonMember member in output.Json)
            {
                if (member is { Key: "data", Value: JsonObject data })
                {
                    foreach (JsonMember type in data)
                    {
                        flat.Add(type.Key, MimeBundle.IsJson(type.Key) ? type.Value : Multiline.Join(type.Value) ?? type.Value, options);
                    }
                }
                else
                {
                    flat.Add(member.Key, member.Value, options);
                }
            }
        }

        return flat;
    }

    private void Add(string key, JsonValue value, CompareOptions options)
    {
        if (!options.Compares(key))
        {
            return;
        }

        if (!values.TryGetValue(key, out List<JsonValue>? known))
        {
            values[key] = known = [];
            Keys.Add(key);
        }

        known.Add(Sanitized(key, value, options));
    }

    private static JsonValue Sanitized(string key, JsonValue value, CompareOptions options)
    {
        if (value is not JsonString text || (options.Sanitizer.Patterns.Count == 0 && !options.IgnoreAddresses))
        {
            return value;
        }

        string clean = options.Sanitizer.Apply(text.Text, options.OnSanitized);
        clean = options.IgnoreAddresses && !OutputComparer.IsImage(key) ? ObjectAddresses.Hide(clean) : clean;
        return clean == text.Text ? value : new JsonString(clean);
    }
}
