namespace Deckle.Tool.Mcp.Protocol;

/// <summary>The names of what clients ask and both sides tell.</summary>
internal static class Methods
{
    public const string Initialize = "initialize";
    public const string Discover = "server/discover";
    public const string Ping = "ping";
    public const string ListTools = "tools/list";
    public const string CallTool = "tools/call";
    public const string ListResources = "resources/list";
    public const string ListResourceTemplates = "resources/templates/list";
    public const string ReadResource = "resources/read";
    public const string Subscribe = "resources/subscribe";
    public const string Unsubscribe = "resources/unsubscribe";
    public const string ListPrompts = "prompts/list";
    public const string GetPrompt = "prompts/get";
    public const string SetLogLevel = "logging/setLevel";
    public const string Listen = "subscriptions/listen";

    public const string Initialized = "notifications/initialized";
    public const string Cancelled = "notifications/cancelled";
    public const string Progress = "notifications/progress";
    public const string Acknowledged = "notifications/subscriptions/acknowledged";
}
