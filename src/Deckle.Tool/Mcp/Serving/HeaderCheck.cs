using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>
/// Whether the headers of a request say the same as its body. Proxies decide by the headers (SEP-2243), so a request whose two sides differ
/// could pass where it should not.
/// </summary>
internal static class HeaderCheck
{
    public const string Version = "MCP-Protocol-Version";
    public const string Session = "Mcp-Session-Id";

    private const string Method = "Mcp-Method";
    private const string Name = "Mcp-Name";
    private const string VersionMeta = "io.modelcontextprotocol/protocolVersion";
    private const string CapabilitiesMeta = "io.modelcontextprotocol/clientCapabilities";

    // What the later revision has no more: each of them ends or begins a session, or needs one.
    private static readonly string[] Removed =
        [RequestMethods.Initialize, RequestMethods.Ping, "logging/setLevel", RequestMethods.ResourcesSubscribe, RequestMethods.ResourcesUnsubscribe];

    /// <summary>The revision that a request names; empty for none.</summary>
    public static string VersionOf(HttpRequest request) => request.Headers[Version].ToString();

    public static HttpProblem? OfVersion(HttpRequest request, JsonRpcMessage? message = null)
    {
        // Who describes itself in each request gets the list that server/discover gives, which it goes by.
        string version = VersionOf(request);
        bool isDescribed = message is JsonRpcRequest { Params: JsonObject parameters } && Text(parameters["_meta"], VersionMeta) is not null;
        IReadOnlyList<string> supported = isDescribed ? [ProtocolVersions.Stateless] : ProtocolVersions.All;
        return version.Length == 0 || ProtocolVersions.All.Contains(version) ? null
            : new HttpProblem(400, (int)McpErrorCode.UnsupportedProtocolVersion, $"Bad Request: The {Version} header value '{version}' is not supported.")
            {
                Data = new JsonObject { ["supported"] = new JsonArray([.. supported.Select(each => JsonValue.Create(each))]), ["requested"] = version },
            };
    }

    public static HttpProblem? Of(HttpRequest request, JsonRpcMessage message)
    {
        (string method, JsonNode? parameters) = message switch
        {
            JsonRpcRequest call => (call.Method, call.Params),
            JsonRpcNotification notification => (notification.Method, notification.Params),
            _ => ("", null),
        };
        string version = VersionOf(request);
        if (method.Length == 0)
        {
            return null;
        }

        if (method == RequestMethods.Initialize && version.Length > 0 && Text(parameters, "protocolVersion") is { } asked && asked != version)
        {
            return HttpProblem.Mismatch($"Bad Request: The {Version} header value '{version}' does not match body params.protocolVersion value '{asked}'.");
        }

        JsonNode? meta = (parameters as JsonObject)?["_meta"];
        string? inBody = Text(meta, VersionMeta);
        if (!ProtocolVersions.IsStateless(version) && !ProtocolVersions.IsStateless(inBody))
        {
            return null;
        }

        return OfBody(version, inBody, message)
            ?? OfNames(request, method, parameters)
            ?? OfDescription(version, meta, message)
            ?? (Removed.Contains(method) && message is JsonRpcRequest
                ? new HttpProblem(404, (int)McpErrorCode.MethodNotFound, $"Method '{method}' is not available on protocol version '{version}'.")
                : null);
    }

    // A notification has no answer that could tell; it is let through.
    private static HttpProblem? OfBody(string version, string? inBody, JsonRpcMessage message) =>
        version.Length == 0 ? HttpProblem.Mismatch($"Bad Request: The {Version} header is required when the request body declares a per-request metadata protocol version.")
        : inBody is null ? message is JsonRpcRequest ? HttpProblem.Invalid($"Requests using protocol version '{version}' must include '_meta/{VersionMeta}'.") : null
        : inBody != version ? HttpProblem.Mismatch($"Bad Request: The {Version} header value '{version}' does not match body _meta/{VersionMeta} value '{inBody}'.")
        : null;

    private static HttpProblem? OfNames(HttpRequest request, string method, JsonNode? parameters)
    {
        if (!request.Headers.TryGetValue(Method, out StringValues given))
        {
            return HttpProblem.Mismatch($"Missing required {Method} header.");
        }

        string inHeader = given.ToString().Trim();
        if (inHeader != method)
        {
            return HttpProblem.Mismatch($"Header mismatch: {Method} header value '{inHeader}' does not match body value '{method}'.");
        }

        string? member = method is RequestMethods.ToolsCall or RequestMethods.PromptsGet ? "name" : method == RequestMethods.ResourcesRead ? "uri" : null;
        if (member is null)
        {
            return null;
        }

        string name = request.Headers[Name].ToString().Trim();
        return !request.Headers.ContainsKey(Name) ? HttpProblem.Mismatch($"Missing required {Name} header.")
            : Decoded(name) is not { } decoded ? HttpProblem.Mismatch($"Header mismatch: {Name} header contains invalid characters or invalid Base64 encoding.")
            : decoded != Text(parameters, member) ? HttpProblem.Mismatch($"Header mismatch: {Name} header value '{name}' does not match body value '{Text(parameters, member)}'.")
            : null;
    }

    private static HttpProblem? OfDescription(string version, JsonNode? meta, JsonRpcMessage message) =>
        message is not JsonRpcRequest || (meta as JsonObject)?[CapabilitiesMeta] is JsonObject ? null
        : HttpProblem.Invalid($"Requests using protocol version '{version}' must include '_meta/{CapabilitiesMeta}' as a JSON object.");

    // =?base64?…?= around what a header cannot hold.
    private static string? Decoded(string value)
    {
        const string Begin = "=?base64?";
        const string End = "?=";
        if (value.Any(character => character is not ('\t' or (>= ' ' and <= '~'))))
        {
            return null;
        }

        if (!value.StartsWith(Begin, StringComparison.OrdinalIgnoreCase) || !value.EndsWith(End, StringComparison.Ordinal))
        {
            return value;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(value[Begin.Length..^End.Length]));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string? Text(JsonNode? node, string member) =>
        node is JsonObject members && members[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
