using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Execution;

/// <summary>
/// Turns what a kernel publishes into the outputs of its cells: displays that are updated from other cells, clearing now or later,
/// Output widgets that catch what is printed inside them, and the state of all widgets. The rules are those of Jupyter's front ends,
/// as nbclient has them for runs without one.
/// </summary>
internal sealed class OutputReducer(bool coalesceStreams)
{
    private readonly Dictionary<string, List<(OutputArea Area, OutputSlot Slot)>> displays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutputWidget> outputWidgets = new(StringComparer.Ordinal);

    // By the request whose outputs they catch; the last one registered catches.
    private readonly Dictionary<string, List<OutputWidget>> catchers = new(StringComparer.Ordinal);
    private readonly List<JsonObject> answers = [];

    public WidgetModels Widgets { get; } = new();

    public OutputArea NewArea() => new(coalesceStreams);

    /// <summary>What a front end would now send to the kernel: contents of <c>comm_msg</c>.</summary>
    public IReadOnlyList<JsonObject> TakeAnswers()
    {
        if (answers.Count == 0)
        {
            return [];
        }

        JsonObject[] taken = [.. answers];
        answers.Clear();
        return taken;
    }

    /// <summary>Applies one message of iopub to the cell that caused it.</summary>
    public void Apply(Message message, OutputArea area)
    {
        switch (message.Type)
        {
            case "stream" or "display_data" or "execute_result" or "error":
                Add(message, area);
                break;
            case "update_display_data":
                Update(DisplayId(message), message.Content);
                break;
            case "clear_output":
                Clear(message, area);
                break;
            case "comm_open" or "comm_msg" or "comm_close":
                Comm(message);
                break;
        }
    }

    private void Add(Message message, OutputArea area)
    {
        string? display = message.Type is "display_data" or "execute_result" ? DisplayId(message) : null;

        // A new display with a known id changes the older ones too.
        Update(display, message.Content);
        if (Catcher(message) is { } widget)
        {
            widget.Area.Add(message.Type, message.Content);
            Publish(widget);
            return;
        }

        if (area.ClearsBeforeNext)
        {
            Forget(area);
        }

        OutputSlot slot = area.Add(message.Type, message.Content);
        if (display is null)
        {
            return;
        }

        if (!displays.TryGetValue(display, out List<(OutputArea, OutputSlot)>? known))
        {
            displays[display] = known = [];
        }

        known.Add((area, slot));
    }

    private void Update(string? display, JsonObject content)
    {
        if (display is null || !displays.TryGetValue(display, out List<(OutputArea Area, OutputSlot Slot)>? known))
        {
            return;
        }

        foreach ((OutputArea area, OutputSlot slot) in known)
        {
            slot.Update(content["data"] ?? JsonObject.Empty, content["metadata"] ?? JsonObject.Empty);
            area.Touch();
        }
    }

    private void Clear(Message message, OutputArea area)
    {
        bool wait = message.Content["wait"] is JsonBoolean { Value: true };
        if (Catcher(message) is { } widget)
        {
            if (widget.Area.Clear(wait))
            {
                Publish(widget);
            }

            return;
        }

        if (area.Clear(wait))
        {
            Forget(area);
        }
    }

    private void Forget(OutputArea area)
    {
        foreach (List<(OutputArea Area, OutputSlot Slot)> known in displays.Values)
        {
            known.RemoveAll(place => ReferenceEquals(place.Area, area));
        }
    }

    private void Comm(Message message)
    {
        Widgets.Take(message);
        string id = message.Content.GetText("comm_id") ?? "";
        JsonObject state = message.Content.Get<JsonObject>("data")?.Get<JsonObject>("state") ?? JsonObject.Empty;
        if (message.Type == "comm_open"
            && message.Content.GetText("target_name") == "jupyter.widget"
            && state.GetText("_model_module") == "@jupyter-widgets/output"
            && state.GetText("_model_name") == "OutputModel")
        {
            outputWidgets[id] = new OutputWidget(id, new OutputArea(coalesceStreams: true));
        }

        if (outputWidgets.TryGetValue(id, out OutputWidget? widget) && state.GetText("msg_id") is { } request)
        {
            Catch(widget, request);
        }
    }

    /// <summary>An Output widget catches what a request prints while its <c>msg_id</c> names the request.</summary>
    private void Catch(OutputWidget widget, string request)
    {
        foreach (List<OutputWidget> others in catchers.Values)
        {
            others.Remove(widget);
        }

        if (request.Length == 0)
        {
            return;
        }

        if (!catchers.TryGetValue(request, out List<OutputWidget>? known))
        {
            catchers[request] = known = [];
        }

        known.Add(widget);
    }

    private OutputWidget? Catcher(Message message) =>
        catchers.TryGetValue(message.ParentId, out List<OutputWidget>? known) && known.Count > 0 ? known[^1] : null;

    private void Publish(OutputWidget widget)
    {
        JsonArray outputs = widget.Area.ToJson();
        Widgets.Set(widget.CommId, "outputs", outputs);
        answers.Add(JsonObject.Of(
            ("comm_id", widget.CommId),
            ("data", JsonObject.Of(("method", "update"), ("state", JsonObject.Of(("outputs", outputs))), ("buffer_paths", JsonArray.Empty)))));
    }

    private static string? DisplayId(Message message) => message.Content.Get<JsonObject>("transient")?.GetText("display_id");

    private sealed record OutputWidget(string CommId, OutputArea Area);
}
