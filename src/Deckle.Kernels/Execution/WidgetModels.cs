using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Execution;

/// <summary>
/// The state of the kernel's widgets, gathered from comm messages as a front end would, for
/// <c>metadata.widgets["application/vnd.jupyter.widget-state+json"]</c> (widget state schema 2.0).
/// </summary>
internal sealed class WidgetModels
{
    private readonly Dictionary<string, JsonObject> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, JsonObject>> buffers = new(StringComparer.Ordinal);
    private readonly List<string> order = [];

    /// <summary>Takes the state that a <c>comm_open</c> or <c>comm_msg</c> carries.</summary>
    public void Take(Message message)
    {
        string id = message.Content.GetText("comm_id") ?? "";
        JsonObject data = message.Content.Get<JsonObject>("data") ?? JsonObject.Empty;
        if (data.Get<JsonObject>("state") is not { } state)
        {
            return;
        }

        foreach (JsonMember member in state)
        {
            Set(id, member.Key, member.Value);
        }

        JsonArray paths = data.Get<JsonArray>("buffer_paths") ?? JsonArray.Empty;
        for (int i = 0; i < Math.Min(paths.Count, message.Buffers.Count); i++)
        {
            if (!buffers.TryGetValue(id, out Dictionary<string, JsonObject>? known))
            {
                buffers[id] = known = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
            }

            // The path says which buffer it is: a later one at the same path takes its place.
            known[paths[i].ToString()] = JsonObject.Of(
                ("data", Convert.ToBase64String(message.Buffers[i].Span)), ("encoding", "base64"), ("path", paths[i]));
        }
    }

    public void Set(string id, string key, JsonValue value)
    {
        if (!states.TryGetValue(id, out JsonObject? state))
        {
            order.Add(id);
            state = JsonObject.Empty;
        }

        states[id] = state.With(key, value);
    }

    /// <summary>The notebook's <c>metadata.widgets</c>; null when no widget was made.</summary>
    public JsonObject? ToJson()
    {
        if (order.Count == 0)
        {
            return null;
        }

        JsonObject models = JsonObject.From(order.Where(id => states[id].Has("_model_name")).Select(id => new JsonMember(id, Model(id))));
        return JsonObject.Of(("application/vnd.jupyter.widget-state+json", JsonObject.Of(("state", models), ("version_major", 2), ("version_minor", 0))));
    }

    private JsonObject Model(string id)
    {
        JsonObject state = states[id];
        JsonObject model = JsonObject.Of(
            ("model_module", state["_model_module"] ?? JsonNull.Value),
            ("model_module_version", state["_model_module_version"] ?? JsonNull.Value),
            ("model_name", state["_model_name"] ?? JsonNull.Value),
            ("state", state));
        return buffers.TryGetValue(id, out Dictionary<string, JsonObject>? known) ? model.With("buffers", JsonArray.From(known.Values)) : model;
    }
}
