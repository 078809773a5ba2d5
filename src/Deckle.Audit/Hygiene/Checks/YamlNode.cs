using YamlDotNet.Core;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A node of a YAML document, with its tag resolved. Two aliases of one anchor are one node.</summary>
internal abstract class YamlNode(string tag, Mark start)
{
    public const string Core = "tag:yaml.org,2002:";

    public string Tag { get; } = tag;

    public Mark Start { get; } = start;
}

internal sealed class YamlScalar(string tag, string text, Mark start) : YamlNode(tag, start)
{
    public string Text { get; } = text;
}

internal sealed class YamlSequence(string tag, Mark start) : YamlNode(tag, start)
{
    public List<YamlNode> Items { get; } = [];
}

internal sealed class YamlMapping(string tag, Mark start) : YamlNode(tag, start)
{
    public List<(YamlNode Key, YamlNode Value)> Pairs { get; } = [];
}
