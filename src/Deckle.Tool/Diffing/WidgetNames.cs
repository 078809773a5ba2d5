using Deckle.Json;

namespace Deckle.Tool.Diffing;

/// <summary>What widgets are, by the state that notebooks keep of them.</summary>
internal sealed class WidgetNames(params IEnumerable<Notebook> notebooks)
{
    public const string MediaType = "application/vnd.jupyter.widget-view+json";

    private const string StateType = "application/vnd.jupyter.widget-state+json";

    private readonly JsonObject[] states =
    [
        .. notebooks.Select(notebook => notebook.Metadata.Get<JsonObject>("widgets")?.Get<JsonObject>(StateType)?.Get<JsonObject>("state")).OfType<JsonObject>(),
    ];

    /// <summary>Such as <c>IntSliderModel</c>; the start of its id where no state is kept.</summary>
    /// <param name="view">The value of <see cref="MediaType"/>.</param>
    public string Of(JsonValue view)
    {
        string id = (view as JsonObject)?.GetText("model_id") ?? "";
        string? name = states.Select(state => state.Get<JsonObject>(id)).OfType<JsonObject>().Select(model => model.GetText("model_name")).FirstOrDefault();
        return name ?? $"widget {(id.Length > 8 ? id[..8] : id)}";
    }
}
