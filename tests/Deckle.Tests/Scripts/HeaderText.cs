using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Tests.Scripts;

/// <summary>Reads the YAML that headers are written in: mappings in mappings of plain and single-quoted values.</summary>
internal static class HeaderText
{
    public static JsonObject Read(string yaml)
    {
        string[] lines = yaml.Split('\n');
        int at = 0;
        return Mapping(lines, ref at, 0);
    }

    private static JsonObject Mapping(string[] lines, ref int at, int indent)
    {
        var members = new List<JsonMember>();
        while (at < lines.Length && Indent(lines[at]) == indent)
        {
            string[] parts = lines[at++].Trim().Split(':', 2);
            string text = parts[1].Trim();
            JsonValue value = text.Length == 0 ? Mapping(lines, ref at, indent + 2)
                : text[0] == '\'' ? text[1..^1].Replace("''", "'", StringComparison.Ordinal)
                : Yaml11.Resolve(text);
            members.Add(new JsonMember(parts[0], value));
        }

        return JsonObject.From(members);
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;
}
