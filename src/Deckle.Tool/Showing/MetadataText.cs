using Deckle.Json;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Showing;

/// <summary>Writes metadata by their paths, a line each: <c>metadata.papermill.duration: 1.5</c>.</summary>
internal static class MetadataText
{
    private const int LongestValue = 120;

    // Deeper values, and those of state that nobody reads, stand on one line.
    private const int Deepest = 3;
    private const int MostMembers = 12;

    public static void Write(TerminalWriter writer, JsonPath place, IEnumerable<JsonMember> members, string indent)
    {
        foreach (JsonMember member in members)
        {
            JsonPath path = place.Key(member.Key);
            if (member.Value is JsonObject { Count: > 0 and <= MostMembers } inner && path.Length < Deepest)
            {
                Write(writer, path, inner, indent);
                continue;
            }

            string text = member.Value.ToString();
            writer.Text(indent).Line($"{path.ToReadable()}: {(text.Length <= LongestValue ? text : $"{text.AsSpan(0, LongestValue)}… ({ByteSize.Of(text.Length)})")}", TerminalStyle.Dim);
        }
    }
}
