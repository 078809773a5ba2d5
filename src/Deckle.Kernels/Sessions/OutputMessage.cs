using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Sessions;

/// <summary>What a kernel publishes as a message on its way to a listener: nbformat's outputs, and the two that change earlier ones.</summary>
internal static class OutputMessage
{
    /// <returns>Null for a message that puts nothing out.</returns>
    public static JsonObject? Of(Message message)
    {
        JsonObject content = message.Content;
        JsonObject kind = JsonObject.Of(("output_type", message.Type));
        return message.Type switch
        {
            "stream" => kind.With("name", content["name"] ?? "stdout").With("text", content["text"] ?? ""),
            "display_data" or "update_display_data" => Data(kind, content),
            "execute_result" => Data(kind, content).With("execution_count", content["execution_count"] ?? JsonNull.Value),
            "clear_output" => kind.With("wait", content["wait"] is JsonBoolean { Value: true }),
            "error" => kind.With("ename", content["ename"] ?? "").With("evalue", content["evalue"] ?? "").With("traceback", content["traceback"] ?? JsonArray.Empty),
            _ => null,
        };
    }

    private static JsonObject Data(JsonObject kind, JsonObject content)
    {
        JsonObject output = kind.With("data", content["data"] ?? JsonObject.Empty).With("metadata", content["metadata"] ?? JsonObject.Empty);
        return content.Get<JsonObject>("transient")?.GetText("display_id") is { } display ? output.With("display_id", display) : output;
    }
}
