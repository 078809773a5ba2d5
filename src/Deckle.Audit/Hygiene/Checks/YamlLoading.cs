namespace Deckle.Audit.Hygiene.Checks;

/// <summary>
/// Goes through a document as a safe loader constructs it (ruamel.yaml's, YAML 1.2) and says where that would fail: a tag that makes no plain
/// value, a key that is there twice or cannot be one, a text that is no value of its type.
/// </summary>
internal sealed class YamlLoading
{
    private static readonly HashSet<string> ScalarTypes = ["null", "bool", "int", "float", "binary", "timestamp", "str"];

    private readonly HashSet<YamlNode> constructed = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="YamlTrouble">It cannot be loaded.</exception>
    public void Construct(YamlNode node)
    {
        // A node is constructed once, however many aliases it has.
        if (!constructed.Add(node))
        {
            return;
        }

        string type = TypeOf(node);
        switch (type, node)
        {
            case ("seq", YamlSequence sequence):
                sequence.Items.ForEach(Construct);
                break;
            case ("map" or "set", YamlMapping mapping):
                ConstructMapping(mapping);
                break;
            case ("omap" or "pairs", YamlSequence sequence):
                ConstructPairs(sequence, type);
                break;
            case ("seq" or "omap" or "pairs", _):
                throw new YamlTrouble($"expected a sequence, but found {KindOf(node)}", node.Start);
            case ("map" or "set", _):
                throw new YamlTrouble($"expected a mapping node, but found {KindOf(node)}", node.Start);
            case (_, YamlScalar scalar):
                _ = Yaml12.KeyOf(type, scalar.Text) ?? throw new YamlTrouble($"'{scalar.Text}' is no value of type {type}", node.Start);
                break;
            default:
                throw new YamlTrouble($"expected a scalar node, but found {KindOf(node)}", node.Start);
        }
    }

    private static string TypeOf(YamlNode node)
    {
        string type = node.Tag.StartsWith(YamlNode.Core, StringComparison.Ordinal) ? node.Tag[YamlNode.Core.Length..] : "";
        return ScalarTypes.Contains(type) || type is "seq" or "map" or "set" or "omap" or "pairs"
            ? type
            : throw new YamlTrouble($"could not determine a constructor for the tag '{node.Tag}'", node.Start);
    }

    private void ConstructMapping(YamlMapping mapping)
    {
        bool isMerged = false;
        var keys = new HashSet<string>();
        foreach ((YamlNode key, YamlNode value) in mapping.Pairs)
        {
            if (key.Tag == $"{YamlNode.Core}merge")
            {
                if (isMerged)
                {
                    throw new YamlTrouble("found duplicate key \"<<\"", key.Start);
                }

                isMerged = true;
                Merge(value);
                continue;
            }

            string text = KeyOf(key);
            if (!keys.Add(text))
            {
                throw new YamlTrouble($"found duplicate key \"{Shown(key)}\"", key.Start);
            }

            Construct(value);
        }
    }

    // What is merged in stands back behind the mapping's own keys and may repeat them.
    private void Merge(YamlNode value)
    {
        switch (value)
        {
            case YamlMapping mapping:
                Construct(mapping);
                break;
            case YamlSequence mappings:
                foreach (YamlNode item in mappings.Items)
                {
                    Construct(item as YamlMapping ?? throw new YamlTrouble($"expected a mapping for merging, but found {KindOf(item)}", item.Start));
                }

                break;
            default:
                throw new YamlTrouble($"expected a mapping or list of mappings for merging, but found {KindOf(value)}", value.Start);
        }
    }

    private void ConstructPairs(YamlSequence sequence, string type)
    {
        var keys = new HashSet<string>();
        foreach (YamlNode item in sequence.Items)
        {
            (YamlNode key, YamlNode value) = item is YamlMapping { Pairs: [var pair] }
                ? pair
                : throw new YamlTrouble($"expected a single mapping item, but found {KindOf(item)}", item.Start);
            if (type == "pairs")
            {
                Construct(key);
            }
            else if (!keys.Add(KeyOf(key)))
            {
                throw new YamlTrouble($"found duplicate key \"{Shown(key)}\"", key.Start);
            }

            Construct(value);
        }
    }

    /// <summary>A text that is the same for keys that are equal in Python, where a list of scalars becomes a tuple, and so a key.</summary>
    private string KeyOf(YamlNode key)
    {
        // "=" makes no value, but a key.
        if (key is YamlScalar { Tag: $"{YamlNode.Core}value" })
        {
            return Yaml12.KeyOf("str", "=")!;
        }

        Construct(key);
        return key switch
        {
            YamlScalar scalar => KeyOfScalar(scalar)!,
            YamlSequence list when TypeOf(list) == "seq" => $"({string.Join(',', list.Items.Select(item => KeyOfItem(item) ?? throw Unhashable(key)))})",
            _ => throw Unhashable(key),
        };
    }

    private static string? KeyOfScalar(YamlScalar scalar) => Yaml12.KeyOf(TypeOf(scalar), scalar.Text);

    private static string? KeyOfItem(YamlNode item) => item is YamlScalar scalar && KeyOfScalar(scalar) is string text ? $"{text.Length}:{text}" : null;

    private static YamlTrouble Unhashable(YamlNode key) => new("found unhashable key", key.Start);

    private static string Shown(YamlNode key) => key is YamlScalar scalar ? scalar.Text : "[...]";

    private static string KindOf(YamlNode node) => node switch
    {
        YamlScalar => "scalar",
        YamlSequence => "sequence",
        _ => "mapping",
    };
}
