using System.Text;
using Deckle.Json;
using Deckle.Tool.Mcp.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using HeaderNames = Deckle.Tool.Mcp.Protocol.HeaderNames;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>
/// Whether the headers of a request say the same as its body. Proxies decide by the headers (SEP-2243), so a request whose two sides differ
/// could pass where it should not.
/// </summary>
internal static class HeaderCheck
{
    /// <summary>The revision that a request names; empty for none.</summary>
    public static string VersionOf(HttpRequest request) => request.Headers[HeaderNames.Version].ToString();

    public static HttpProblem? OfVersion(HttpRequest request, RpcMessage? message = null)
    {
        // Who describes itself in each request gets the list that server/discover gives, which it goes by.
        string version = VersionOf(request);
        bool isDescribed = message is RpcRequest asked && asked.Meta.GetText(MetaKeys.ProtocolVersion) is not null;
        IReadOnlyList<string> supported = isDescribed ? [ProtocolVersions.Stateless] : ProtocolVersions.All;
        return version.Length == 0 || ProtocolVersions.All.Contains(version) ? null
            : new HttpProblem(400, RpcCodes.UnsupportedProtocolVersion, $"Bad Request: The {HeaderNames.Version} header value '{version}' is not supported.")
            {
                Data = JsonObject.Of(("supported", JsonArray.From(supported.Select(each => (JsonValue)each))), ("requested", version)),
            };
    }

    public static HttpProblem? Of(HttpRequest request, RpcMessage message)
    {
        (string method, JsonObject parameters) = message switch
        {
            RpcRequest call => (call.Method, call.Params),
            RpcNotification notification => (notification.Method, notification.Params),
            _ => ("", JsonObject.Empty),
        };
        string version = VersionOf(request);
        if (method.Length == 0)
        {
            return null;
        }

        if (method == Methods.Initialize && version.Length > 0 && parameters.GetText("protocolVersion") is { } asked && asked != version)
        {
            return HttpProblem.Mismatch($"Bad Request: The {HeaderNames.Version} header value '{version}' does not match body params.protocolVersion value '{asked}'.");
        }

        JsonObject meta = parameters.Get<JsonObject>(MetaKeys.Member) ?? JsonObject.Empty;
        string? inBody = meta.GetText(MetaKeys.ProtocolVersion);
        if (!ProtocolVersions.IsStateless(version) && !ProtocolVersions.IsStateless(inBody))
        {
            return null;
        }

        return OfBody(version, inBody, message)
            ?? OfNames(request, method, parameters)
            ?? OfDescription(version, meta, message)
            ?? (RevisionCheck.IsGone(method) && message is RpcRequest
                ? new HttpProblem(404, RpcCodes.MethodNotFound, $"Method '{method}' is not available on protocol version '{version}'.")
                : null);
    }

    // A notification has no answer that could tell; it is let through.
    private static HttpProblem? OfBody(string version, string? inBody, RpcMessage message) =>
        version.Length == 0 ? HttpProblem.Mismatch($"Bad Request: The {HeaderNames.Version} header is required when the request body declares a per-request metadata protocol version.")
        : inBody is null ? message is RpcRequest ? HttpProblem.Invalid($"Requests using protocol version '{version}' must include '_meta/{MetaKeys.ProtocolVersion}'.") : null
        : inBody != version ? HttpProblem.Mismatch($"Bad Request: The {HeaderNames.Version} header value '{version}' does not match body _meta/{MetaKeys.ProtocolVersion} value '{inBody}'.")
        : null;

    private static HttpProblem? OfNames(HttpRequest request, string method, JsonObject parameters)
    {
        if (!request.Headers.TryGetValue(HeaderNames.Method, out StringValues given))
        {
            return HttpProblem.Mismatch($"Missing required {HeaderNames.Method} header.");
        }

        string inHeader = given.ToString().Trim();
        if (inHeader != method)
        {
            return HttpProblem.Mismatch($"Header mismatch: {HeaderNames.Method} header value '{inHeader}' does not match body value '{method}'.");
        }

        string? member = method is Methods.CallTool or Methods.GetPrompt ? "name" : method == Methods.ReadResource ? "uri" : null;
        if (member is null)
        {
            return null;
        }

        string name = request.Headers[HeaderNames.Name].ToString().Trim();
        return !request.Headers.ContainsKey(HeaderNames.Name) ? HttpProblem.Mismatch($"Missing required {HeaderNames.Name} header.")
            : Decoded(name) is not { } decoded ? HttpProblem.Mismatch($"Header mismatch: {HeaderNames.Name} header contains invalid characters or invalid Base64 encoding.")
            : decoded != parameters.GetText(member) ? HttpProblem.Mismatch($"Header mismatch: {HeaderNames.Name} header value '{name}' does not match body value '{parameters.GetText(member)}'.")
            : null;
    }

    private static HttpProblem? OfDescription(string version, JsonObject meta, RpcMessage message) =>
        message is not RpcRequest || meta.Get<JsonObject>(MetaKeys.ClientCapabilities) is not null ? null
        : HttpProblem.Invalid($"Requests using protocol version '{version}' must include '_meta/{MetaKeys.ClientCapabilities}' as a JSON object.");

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
}
