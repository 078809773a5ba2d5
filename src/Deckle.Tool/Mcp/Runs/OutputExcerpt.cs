using System.Globalization;
using System.Text;
using Deckle.Json;
using Deckle.Tool.Rendering.Ansi;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>An output in the size that a model can use: its text cut, everything else as links.</summary>
internal static class OutputExcerpt
{
    public static JsonObject Schema { get; } = Mcp.Schema.Of(
        """
        {"type": "object", "required": ["type", "text"], "properties": {
          "type": {"type": "string", "description": "stream, display_data, execute_result or error"},
          "name": {"type": "string", "description": "stdout or stderr"},
          "text": {"type": "string", "description": "Cut where it is long; the marker says how much is missing and where all of it is."},
          "data": {"type": "array", "items": {"type": "object", "required": ["mime", "bytes", "uri"], "properties": {
            "mime": {"type": "string"}, "bytes": {"type": "integer"}, "uri": {"type": "string", "description": "Read it as a resource."}}}}}}
        """);

    /// <param name="path">The notebook's path, from the server's folder.</param>
    /// <param name="cell">The cell's id, or its index.</param>
    public static JsonObject Of(Output output, string path, string cell, int index, int mostBytes)
    {
        string whole = new OutputAddress(path, cell, index, null).ToString();
        JsonObject json = JsonObject.Of(("type", output.Json.GetText("output_type") ?? ""));
        return output.Kind switch
        {
            OutputKind.Stream => json.With("name", output.StreamName).With("text", Plain(BoundedText.Of(output.Text, mostBytes, whole))),
            OutputKind.Error => json.With("text", Plain(BoundedText.Of(Error(output), mostBytes, whole))),
            _ => json
                .With("text", Plain(BoundedText.Of(Shown(output.Data), mostBytes, whole)))
                .With("data", JsonArray.From(output.Data.Json.Select(member => JsonObject.Of(
                    ("mime", member.Key), ("bytes", Bytes(output.Data, member)), ("uri", new OutputAddress(path, cell, index, member.Key).ToString()))))),
        };
    }

    /// <summary>The text that an output has for people.</summary>
    public static string Text(Output output) => output.Kind switch
    {
        OutputKind.Stream => output.Text,
        OutputKind.Error => Error(output),
        _ => Shown(output.Data),
    };

    private static string Shown(MimeBundle data) => data.Text("text/plain") ?? data.Text("text/markdown") ?? data.Text("text/latex") ?? (data.Json.Count == 0 ? "" : $"[{string.Join(", ", data.MediaTypes)}]");

    private static string Error(Output output)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"{output.ErrorName}: {output.ErrorValue}");
        return output.Traceback.Count == 0 ? head : string.Join('\n', output.Traceback);
    }

    private static string Plain(string text) => AnsiRenderer.Shown(text);

    private static long Bytes(MimeBundle data, JsonMember member) => Encoding.UTF8.GetByteCount(data.Text(member.Key) ?? member.Value.ToString());
}
