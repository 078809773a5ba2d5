using Deckle.Json;

namespace Deckle.Kernels.Execution;

/// <summary>The outputs of one cell, or of one Output widget, while they come in.</summary>
internal sealed class OutputArea(bool coalesceStreams)
{
    private readonly List<OutputSlot> slots = [];
    private bool clearsBeforeNext;
    private JsonArray? json;

    /// <summary>Whether something changed since the outputs were last taken.</summary>
    public bool HasChanged => json is null;

    public JsonArray ToJson() => json ??= slots.Count == 0 ? JsonArray.Empty : JsonArray.From(slots.Select(slot => (JsonValue)slot.ToJson()));

    /// <summary>Adds an output as the kernel sent it.</summary>
    /// <returns>Where it went: its own slot, or the stream that it lengthened.</returns>
    public OutputSlot Add(string type, JsonObject content)
    {
        ClearIfDue();
        json = null;
        if (type == "stream")
        {
            return AddStream(content.GetText("name") ?? "stdout", content.Get<JsonString>("text") ?? JsonString.Empty);
        }

        OutputSlot slot = OutputSlot.Of(type switch
        {
            "execute_result" => JsonObject.Of(
                ("data", Object(content, "data")),
                ("execution_count", content["execution_count"] ?? JsonNull.Value),
                ("metadata", Object(content, "metadata")),
                ("output_type", type)),
            "display_data" => JsonObject.Of(("data", Object(content, "data")), ("metadata", Object(content, "metadata")), ("output_type", type)),
            _ => JsonObject.Of(
                ("ename", content["ename"] as JsonString ?? JsonString.Empty),
                ("evalue", content["evalue"] as JsonString ?? JsonString.Empty),
                ("output_type", "error"),
                ("traceback", content["traceback"] as JsonArray ?? JsonArray.Empty)),
        });
        slots.Add(slot);
        return slot;
    }

    /// <summary><c>clear_output</c>: at once, or just before the next output.</summary>
    /// <returns>Whether the outputs are gone now.</returns>
    public bool Clear(bool wait)
    {
        clearsBeforeNext = wait;
        if (wait)
        {
            return false;
        }

        slots.Clear();
        json = null;
        return true;
    }

    /// <summary>Whether the next output empties the area first.</summary>
    public bool ClearsBeforeNext => clearsBeforeNext;

    public void Touch() => json = null;

    private void ClearIfDue()
    {
        if (clearsBeforeNext)
        {
            slots.Clear();
            clearsBeforeNext = false;
        }
    }

    private OutputSlot AddStream(string name, JsonString text)
    {
        if (coalesceStreams && slots.Count > 0 && slots[^1].IsStream(name))
        {
            slots[^1].Append(text);
            return slots[^1];
        }

        OutputSlot slot = OutputSlot.Stream(name, text);
        slots.Add(slot);
        return slot;
    }

    private static JsonObject Object(JsonObject content, string key) => content.Get<JsonObject>(key) ?? JsonObject.Empty;
}
