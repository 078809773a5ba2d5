using System.Globalization;
using System.Text;
using Deckle.Json;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A JSON file is laid out as Python's <c>json.dumps</c> does: indented, keys sorted, ASCII. Mended only where <c>--autofix</c> is given.</summary>
internal sealed class JsonFormatCheck : HygieneCheck
{
    public const string Id = "pretty-format-json";

    private static readonly JsonWriterOptions Layout = new() { Indent = 1 };

    private readonly string indent;
    private readonly bool isAutofix;
    private readonly bool isAscii;
    private readonly bool isSorted;
    private readonly string[] topKeys;

    private JsonFormatCheck(HygieneArguments parsed)
    {
        string text = parsed.Last("--indent") ?? "2";
        indent = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int spaces) ? new string(' ', Math.Max(0, spaces)) : text;
        isAutofix = parsed.Has("--autofix");
        isAscii = !parsed.Has("--no-ensure-ascii");
        isSorted = !parsed.Has("--no-sort-keys");
        topKeys = parsed.Last("--top-keys")?.Split(',') ?? [];
    }

    public static HygieneCheck Create(IReadOnlyList<string> arguments) =>
        new JsonFormatCheck(HygieneArguments.Parse(Id, arguments, ["--autofix", "--no-ensure-ascii", "--no-sort-keys"], ["--indent", "--top-keys"]));

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        byte[] pretty;
        try
        {
            pretty = Pretty(JsonReader.Read(file.Content));
        }
        catch (JsonSyntaxException e)
        {
            string invalid = $"Input File {file.Path} is not a valid JSON, consider using check-json";
            return new([new Finding(Id, file.Path, invalid) { Line = e.Line, Column = e.Column }]);
        }

        // Python reads text, whose line ends are all alike.
        string content = Encoding.UTF8.GetString(file.Content.Span).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (content == Encoding.UTF8.GetString(pretty))
        {
            return HygieneReport.Clean;
        }

        Finding[] findings = [new Finding(Id, file.Path, $"{file.Path}: not pretty-formatted")];
        return isAutofix ? new(findings, new(pretty, $"Fixing file {file.Path}")) : new(findings);
    }

    private byte[] Pretty(JsonValue value)
    {
        byte[] json = JsonWriter.ToUtf8(InOrder(value), Layout with { AsciiOnly = isAscii });

        // A space a level, to be replaced by any indent: no string has a line break of its own.
        var pretty = new MemoryStream(json.Length * 2);
        byte[] level = Encoding.UTF8.GetBytes(indent);
        for (ReadOnlySpan<byte> rest = json; !rest.IsEmpty;)
        {
            ReadOnlySpan<byte> text = rest.TrimStart((byte)' ');
            for (int depth = rest.Length - text.Length; depth > 0; depth--)
            {
                pretty.Write(level);
            }

            int end = text.IndexOf((byte)'\n');
            pretty.Write(end < 0 ? text : text[..(end + 1)]);
            rest = end < 0 ? [] : text[(end + 1)..];
        }

        pretty.Write("\n"u8);
        return pretty.ToArray();
    }

    private JsonValue InOrder(JsonValue value) => value switch
    {
        JsonArray items => JsonArray.From(items.Select(InOrder)),
        JsonObject members => JsonObject.From(InOrder(members).Select(member => member with { Value = InOrder(member.Value) })),
        _ => value,
    };

    private IEnumerable<JsonMember> InOrder(JsonObject members)
    {
        IEnumerable<JsonMember> first = members.Where(member => topKeys.Contains(member.Key)).OrderBy(member => Array.IndexOf(topKeys, member.Key));
        IEnumerable<JsonMember> others = members.Where(member => !topKeys.Contains(member.Key));
        return first.Concat(isSorted ? others.OrderBy(member => member.Key, CodePointOrder.Instance) : others);
    }
}
