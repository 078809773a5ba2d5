using Deckle.Json;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>What answers of every tool share.</summary>
internal static class ToolSchemas
{
    public static JsonObject Error { get; } = (JsonObject)JsonReader.Read(
        """
        {"type": "object", "required": ["error"], "properties": {"error": {"type": "object", "required": ["code", "message", "facts"], "properties": {
          "code": {"type": "string"}, "message": {"type": "string"}, "help": {"type": "string"},
          "facts": {"type": "object", "additionalProperties": {"type": "string"}}}}}}
        """);
}
