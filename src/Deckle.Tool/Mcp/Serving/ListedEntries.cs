using Deckle.Json;
using Deckle.Tool.Mcp.Prompts;
using Deckle.Tool.Mcp.Resources;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>Tools, resources and prompts as lists of the protocol hold them.</summary>
internal static class ListedEntries
{
    // A structured error must fit the schema too, or clients that check answers hide it.
    public static JsonObject Of(McpTool tool) => JsonObject.Of(
        ("name", tool.Name),
        ("title", tool.Title),
        ("description", tool.Description),
        ("inputSchema", tool.Input),
        ("outputSchema", JsonObject.Of(("type", "object"), ("anyOf", JsonArray.Create([tool.Output, ToolSchemas.Error])))),
        ("annotations", JsonObject.Of(
            ("title", tool.Title),
            ("readOnlyHint", tool.IsReadOnly),
            ("destructiveHint", tool.IsDestructive),
            ("idempotentHint", tool.IsReadOnly || tool.IsIdempotent),
            ("openWorldHint", false))));

    /// <param name="address">The member for its address: <c>uri</c>, or <c>uriTemplate</c> where it is one.</param>
    public static JsonObject Of(McpResource resource, string address) => JsonObject.Of(
        ("name", resource.Name), (address, resource.Uri), ("description", resource.Description), ("mimeType", resource.MimeType));

    public static JsonObject Of(McpPrompt prompt) => JsonObject.Of(
        ("name", prompt.Name),
        ("title", prompt.Title),
        ("description", prompt.Description),
        ("arguments", JsonArray.From(prompt.Arguments.Select(argument =>
            JsonObject.Of(("name", argument.Name), ("description", argument.Description), ("required", argument.IsRequired))))));

    /// <summary>A block of content.</summary>
    public static JsonObject Text(string text) => JsonObject.Of(("type", "text"), ("text", text));
}
