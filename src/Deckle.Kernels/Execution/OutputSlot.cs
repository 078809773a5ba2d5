using Deckle.Json;

namespace Deckle.Kernels.Execution;

/// <summary>One output of a cell while the cell runs: a stream that may grow, or an output that may be replaced.</summary>
internal sealed class OutputSlot
{
    private readonly List<JsonString> chunks = [];
    private readonly string? streamName;
    private JsonObject? json;

    private OutputSlot(string? streamName, JsonObject? json)
    {
        this.streamName = streamName;
        this.json = json;
    }

    public static OutputSlot Of(JsonObject output) => new(null, output);

    public static OutputSlot Stream(string name, JsonString text)
    {
        var slot = new OutputSlot(name, null);
        slot.chunks.Add(text);
        return slot;
    }

    public bool IsStream(string name) => streamName == name;

    public void Append(JsonString text)
    {
        chunks.Add(text);
        json = null;
    }

    /// <summary>Another representation of the same display: <c>update_display_data</c>.</summary>
    public void Update(JsonValue data, JsonValue metadata) =>
        json = ToJson().With("data", data).With("metadata", metadata);

    public JsonObject ToJson() => json ??= JsonObject.Of(("name", streamName!), ("output_type", "stream"), ("text", JoinedText()));

    private JsonString JoinedText()
    {
        if (chunks.Count > 1)
        {
            // Joined once and kept joined: the next save adds only what came since.
            byte[] joined = new byte[chunks.Sum(chunk => chunk.Utf8.Length)];
            int at = 0;
            foreach (JsonString chunk in chunks)
            {
                chunk.Utf8.Span.CopyTo(joined.AsSpan(at));
                at += chunk.Utf8.Length;
            }

            chunks.Clear();
            chunks.Add(new JsonString(joined));
        }

        return chunks[0];
    }
}
