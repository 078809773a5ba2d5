using System.Text;
using Deckle.Json;
using Deckle.Parameters;
using Deckle.Parameters.Formatting;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deckle.Tool;

/// <summary>
/// Reads a YAML document as PyYAML's <c>SafeLoader</c> does without timestamps, as far as JSON goes: YAML 1.1 values, anchors and aliases,
/// merge keys, the tags of scalars, the last of repeated keys. The syntax is YamlDotNet's, the values are <see cref="Yaml11"/>'s.
/// </summary>
internal sealed class YamlParameters
{
    private const int MaxDepth = 512;

    // Nine lines of aliases make a billion values ("billion laughs"); no honest set of parameters has a million.
    private const int MaxValues = 1_000_000;

    private const string Tags = "tag:yaml.org,2002:";

    private readonly string source;
    private readonly Parser parser;
    private readonly Dictionary<AnchorName, (JsonValue? Value, int Size)> anchors = [];

    private YamlParameters(string text, string source)
    {
        this.source = source;
        parser = new Parser(new StringReader(text.StartsWith('\ufeff') ? text[1..] : text));
    }

    /// <summary>The mapping in a document; none in an empty document.</summary>
    /// <param name="source">Names the text in errors.</param>
    /// <exception cref="DeckleException"><c>parameter-yaml-invalid</c>, <c>parameter-yaml-not-a-mapping</c>, <c>parameter-yaml-too-large</c>.</exception>
    public static JsonObject Read(string text, string source)
    {
        try
        {
            return new YamlParameters(text, source).ReadStream();
        }
        catch (YamlException e)
        {
            throw ParameterInputErrors.Syntax(source, e.Start.Line, e.Start.Column, OneLine(e.Message), e);
        }
    }

    /// <summary>The mappings in a document that is a list of them; none in an empty document.</summary>
    /// <inheritdoc cref="Read"/>
    public static IReadOnlyList<JsonObject> ReadRows(string text, string source)
    {
        try
        {
            return new YamlParameters(text, source).ReadRows();
        }
        catch (YamlException e)
        {
            throw ParameterInputErrors.Syntax(source, e.Start.Line, e.Start.Column, OneLine(e.Message), e);
        }
    }

    private List<JsonObject> ReadRows()
    {
        parser.Consume<StreamStart>();
        var rows = new List<JsonObject>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return rows;
        }

        parser.Consume<DocumentStart>();
        if (!parser.TryConsume<SequenceStart>(out _))
        {
            throw Fail("not a list of mappings");
        }

        int size = 0;
        while (parser.Current is not SequenceEnd)
        {
            ParsingEvent at = parser.Current!;
            (JsonValue row, int rowSize) = ReadNode(0);
            size = Sum(size, rowSize);
            rows.Add(row as JsonObject ?? throw Fail("not a mapping of names to values", at));
        }

        return rows;
    }

    private JsonObject ReadStream()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return JsonObject.Empty;
        }

        parser.Consume<DocumentStart>();
        (JsonValue value, _) = ReadNode(0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
        {
            throw Fail("a second document begins; parameters are one");
        }

        return value switch
        {
            JsonObject parameters => parameters,
            JsonNull => JsonObject.Empty,
            JsonArray => throw ParameterInputErrors.NotAMapping(source, "a list"),
            _ => throw ParameterInputErrors.NotAMapping(source, "a single value"),
        };
    }

    private (JsonValue Value, int Size) ReadNode(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Fail($"values nest deeper than {MaxDepth} levels");
        }

        switch (parser.Current)
        {
            case AnchorAlias alias:
                return ReadAlias(alias);
            case Scalar scalar:
                parser.MoveNext();
                return Anchored(scalar.Anchor, ReadScalar(scalar), 1);
            case SequenceStart start:
                Expect(start, "seq");
                return ReadSequence(start, depth);
            case MappingStart start:
                Expect(start, "map");
                return ReadMapping(start, depth);
            default:
                throw Fail("a value was expected");
        }
    }

    private (JsonValue Value, int Size) ReadAlias(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value, out (JsonValue? Value, int Size) anchored))
        {
            throw Fail($"no anchor &{alias.Value} stands before *{alias.Value}");
        }

        if (anchored.Value is null)
        {
            throw Fail($"*{alias.Value} is inside &{alias.Value}: a value cannot hold itself");
        }

        parser.MoveNext();
        return (anchored.Value, anchored.Size);
    }

    private (JsonValue Value, int Size) ReadSequence(SequenceStart start, int depth)
    {
        Begin(start.Anchor);
        parser.MoveNext();
        var items = new List<JsonValue>();
        int size = 1;
        while (parser.Current is not SequenceEnd)
        {
            (JsonValue item, int itemSize) = ReadNode(depth + 1);
            items.Add(item);
            size = Sum(size, itemSize);
        }

        parser.MoveNext();
        return Anchored(start.Anchor, JsonArray.From(items), size);
    }

    private (JsonValue Value, int Size) ReadMapping(MappingStart start, int depth)
    {
        Begin(start.Anchor);
        parser.MoveNext();
        var merged = new List<JsonMember>();
        var members = new List<JsonMember>();
        int size = 1;
        while (parser.Current is not MappingEnd)
        {
            ParsingEvent at = parser.Current!;
            bool isMerge = at is Scalar { Style: ScalarStyle.Plain, Tag.IsEmpty: true, Value: "<<" };
            (JsonValue key, _) = ReadNode(depth + 1);
            ParsingEvent valueAt = parser.Current!;
            (JsonValue value, int valueSize) = ReadNode(depth + 1);
            size = Sum(size, valueSize);
            if (isMerge)
            {
                merged.AddRange(Merged(value, valueAt));
            }
            else if (key is JsonArray or JsonObject)
            {
                throw Fail("a list or mapping cannot be a key", at);
            }
            else
            {
                members.Add(new JsonMember(PythonRepr.Str(key), value));
            }
        }

        parser.MoveNext();
        return Anchored(start.Anchor, JsonObject.From(merged.Concat(members)), size);
    }

    // What << brings in stands before the mapping's own keys, so that those win; of several mappings the first wins.
    private IEnumerable<JsonMember> Merged(JsonValue value, ParsingEvent at) => value switch
    {
        JsonObject mapping => mapping,
        JsonArray mappings => mappings.Reverse().SelectMany(item => item as JsonObject ?? throw Fail("<< takes a mapping or a list of mappings", at)),
        _ => throw Fail("<< takes a mapping or a list of mappings", at),
    };

    private JsonValue ReadScalar(Scalar scalar)
    {
        string tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        if (tag.Length == 0)
        {
            return scalar.Style == ScalarStyle.Plain ? Yaml11.Resolve(scalar.Value) : scalar.Value;
        }

        JsonValue? value = tag.StartsWith(Tags, StringComparison.Ordinal) ? Tagged(tag[Tags.Length..], scalar.Value) : tag == "!" ? Yaml11.Resolve(scalar.Value) : null;
        return value ?? throw Fail($"{new JsonString(scalar.Value)} is no value of type {tag.Replace(Tags, "!!", StringComparison.Ordinal)}", scalar);
    }

    private static JsonValue? Tagged(string type, string text) => type switch
    {
        "str" => text,
        "int" => Yaml11.Integer(text),
        "float" => Yaml11.Float(text),
        "bool" => Yaml11.Boolean(text),
        "null" => JsonNull.Value,
        // A date is text to a kernel in any case; papermill fails on it.
        "timestamp" => text,
        "binary" => Binary(text),
        _ => null,
    };

    // JSON has no bytes; those of text are text.
    private static JsonValue? Binary(string base64)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(base64));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private void Expect(NodeEvent node, string type)
    {
        if (!node.Tag.IsEmpty && node.Tag.Value != "!" && node.Tag.Value != Tags + type)
        {
            throw Fail($"the type {node.Tag.Value.Replace(Tags, "!!", StringComparison.Ordinal)} is not supported", node);
        }
    }

    private void Begin(AnchorName anchor)
    {
        if (!anchor.IsEmpty)
        {
            anchors[anchor] = (null, 0);
        }
    }

    private (JsonValue Value, int Size) Anchored(AnchorName anchor, JsonValue value, int size)
    {
        if (!anchor.IsEmpty)
        {
            anchors[anchor] = (value, size);
        }

        return (value, size);
    }

    private int Sum(int size, int more) => size + more <= MaxValues ? size + more : throw ParameterInputErrors.TooLarge(source, MaxValues);

    private DeckleException Fail(string reason, ParsingEvent? at = null)
    {
        Mark mark = (at ?? parser.Current)?.Start ?? Mark.Empty;
        return ParameterInputErrors.Syntax(source, mark.Line, mark.Column, reason);
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
