using Deckle.Json;
using Deckle.Parameters;
using Deckle.Regexes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Deckle.Tool.Hooks.Configuring;

/// <summary>A mapping of a configuration: its values by type, and an error with file and line for a value of another one.</summary>
internal sealed class YamlMapping
{
    private readonly Dictionary<string, YamlNode> values = [];
    private readonly string path;

    public YamlMapping(YamlNode node, string path, string what)
    {
        this.path = path;
        Line = node.Start.Line;
        if (node is not YamlMappingNode mapping)
        {
            throw Fail($"{what} is {Kind(node)}, and must be a mapping of keys to values");
        }

        foreach ((YamlNode key, YamlNode value) in mapping)
        {
            string name = (key as YamlScalarNode)?.Value ?? throw Fail(key, $"a key of {what} is {Kind(key)}, and must be a name");
            values[name] = value;
        }
    }

    public long Line { get; }

    public IEnumerable<string> Keys => values.Keys;

    public bool Has(string key) => values.ContainsKey(key);

    public long LineOf(string key) => values[key].Start.Line;

    public string? Text(string key) => values.TryGetValue(key, out YamlNode? value) ? Text(value, key) : null;

    public string NeedText(string key, string what) => Text(key) ?? throw Fail($"{what} has no key '{key}'");

    public bool? Boolean(string key) => values.TryGetValue(key, out YamlNode? value)
        ? (Scalar(value) as JsonBoolean ?? throw Fail(value, $"{key} is {Shown(value)}, and must be true or false")).Value
        : null;

    public IReadOnlyList<string>? Texts(string key) => List(key)?.Select(item => Text(item, $"an item of {key}")).ToArray();

    public IEnumerable<YamlNode>? List(string key) => !values.TryGetValue(key, out YamlNode? value) ? null
        : value as YamlSequenceNode ?? throw Fail(value, $"{key} is {Shown(value)}, and must be a list");

    /// <summary>Null where the key is absent.</summary>
    public PythonRegex? Regex(string key)
    {
        if (Text(key) is not string pattern)
        {
            return null;
        }

        try
        {
            return PythonRegex.Parse(pattern);
        }
        catch (PythonRegexException e)
        {
            throw Fail(values[key], $"{key}: '{pattern}' is no regular expression: {e.Message}", e);
        }
    }

    public DeckleException Fail(string reason) => HookErrors.Config(path, Line, reason);

    public DeckleException FailAt(string key, string reason) => Fail(values[key], reason);

    private DeckleException Fail(YamlNode at, string reason, Exception? cause = null) => HookErrors.Config(path, at.Start.Line, reason, cause);

    private string Text(YamlNode value, string what) =>
        Scalar(value) is JsonString text ? text.Text : throw Fail(value, $"{what} is {Shown(value)}, and must be a text{(value is YamlScalarNode ? ": quote it" : "")}");

    // Quoted or tagged !!str it is a text, whatever it looks like.
    private static JsonValue? Scalar(YamlNode value) => value is not YamlScalarNode scalar ? null
        : scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty ? Yaml11.Resolve(scalar.Value ?? "") : (JsonValue)(scalar.Value ?? "");

    private static string Shown(YamlNode value) => value is YamlScalarNode { Value: { Length: > 0 } text } ? text : Kind(value);

    private static string Kind(YamlNode value) => value switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: null or "" } => "nothing",
        _ => "a single value",
    };
}
