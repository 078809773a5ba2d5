using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>Reads YAML into nodes. An anchor may be set anew, as YAML says; the original's C parser refuses that, its Python one does not.</summary>
internal sealed class YamlComposer(IParser parser)
{
    private const int MaxDepth = 512;

    private readonly Dictionary<AnchorName, YamlNode> anchors = [];

    /// <summary>The documents of a stream, each read as it is asked for.</summary>
    /// <exception cref="YamlTrouble">An alias without anchor, or values nest too deep.</exception>
    /// <exception cref="YamlException">No YAML.</exception>
    public IEnumerable<YamlNode> Documents()
    {
        parser.Consume<StreamStart>();
        while (!parser.TryConsume<StreamEnd>(out _))
        {
            parser.Consume<DocumentStart>();
            anchors.Clear();
            yield return Read(0);
            parser.Consume<DocumentEnd>();
        }
    }

    private YamlNode Read(int depth)
    {
        Mark start = parser.Current!.Start;
        if (depth > MaxDepth)
        {
            throw new YamlTrouble($"values nest deeper than {MaxDepth} levels", start);
        }

        if (parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
        {
            return anchors.TryGetValue(alias.Value, out YamlNode? anchored) ? anchored : throw new YamlTrouble($"found undefined alias '{alias.Value}'", start);
        }

        if (parser.TryConsume<SequenceStart>(out SequenceStart? list))
        {
            var sequence = new YamlSequence(TagOf(list, "seq"), start);
            Anchor(list, sequence);
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                sequence.Items.Add(Read(depth + 1));
            }

            return sequence;
        }

        if (parser.TryConsume<MappingStart>(out MappingStart? map))
        {
            var mapping = new YamlMapping(TagOf(map, "map"), start);
            Anchor(map, mapping);
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                YamlNode key = Read(depth + 1);
                mapping.Pairs.Add((key, Read(depth + 1)));
            }

            return mapping;
        }

        Scalar text = parser.Consume<Scalar>();
        var scalar = new YamlScalar(TagOf(text, text.Tag.IsEmpty && text.Style == ScalarStyle.Plain ? Yaml12.TypeOf(text.Value) : "str"), text.Value, start);
        Anchor(text, scalar);
        return scalar;
    }

    private void Anchor(NodeEvent node, YamlNode value)
    {
        if (!node.Anchor.IsEmpty)
        {
            anchors[node.Anchor] = value;
        }
    }

    private static string TagOf(NodeEvent node, string type) => node.Tag.IsEmpty || node.Tag.Value == "!" ? YamlNode.Core + type : node.Tag.Value;
}
