using System.Globalization;
using Deckle.Json;
using Deckle.Tool.HostTools.Policy;

namespace Deckle.Tool.HostTools.Web;

/// <summary><c>web_fetch</c>.</summary>
internal sealed class WebFetchTool(ToolPolicy policy, ConfinedWeb web) : IHostTool
{
    // What says where the request goes and how long it is, or would be for a proxy.
    private static readonly string[] Forbidden = ["host", "connection", "transfer-encoding", "content-length", "upgrade", "te", "trailer", "expect"];

    public string Name => "web_fetch";

    public string Description => "Fetches a page by GET.";

    public JsonObject Parameters => HostToolSchema.Of(
        ("url", "string", "An address of http or https."), ("headers?", "object", "Headers of the request."), ("timeout?", "number", "Seconds it may take."));

    public HostToolPlan Plan(HostToolArguments arguments)
    {
        arguments.CheckNames(["url", "headers", "timeout"]);
        if (!Uri.TryCreate(arguments.Text("url"), UriKind.Absolute, out Uri? address))
        {
            throw arguments.Wrong("'url' is no address");
        }

        web.Check(address);
        KeyValuePair<string, string>[] headers = Headers(arguments);
        return new HostToolPlan(Summary(address, headers), arguments.Timeout("timeout", policy.WebTimeout), token => FetchAsync(address, headers, token));
    }

    private async Task<JsonValue> FetchAsync(Uri address, KeyValuePair<string, string>[] headers, CancellationToken cancellationToken)
    {
        WebPage page = await web.FetchAsync(address, headers, isTrusted: false, cancellationToken);
        JsonObject answer = JsonObject.Of(("url", page.Address.ToString()), ("status", page.Status), ("content_type", page.ContentType));
        answer = page.UnknownCharset is { Length: > 0 } charset ? answer.With("unknown_charset", charset) : answer;
        return page.Text is { } text ? answer.With("text", text) : answer.With("base64", Convert.ToBase64String(page.Content));
    }

    private static string Summary(Uri address, KeyValuePair<string, string>[] headers) =>
        $"GET {address.AbsoluteUri}{(headers.Length == 0 ? "" : "; headers: ")}{string.Join(", ", headers.Select(header => string.Create(CultureInfo.InvariantCulture, $"{header.Key} ({header.Value.Length} characters)")))}";

    private static KeyValuePair<string, string>[] Headers(HostToolArguments arguments)
    {
        JsonObject given = arguments.Given["headers"] switch
        {
            null or JsonNull => JsonObject.Empty,
            JsonObject members => members,
            JsonArray { Count: 0 } => JsonObject.Empty,
            _ => throw arguments.Wrong("'headers' is no object"),
        };
        return [.. given.Select(header => header.Value is JsonString { Text: var value }
            && !Forbidden.Contains(header.Key.ToLowerInvariant()) && !header.Key.StartsWith("proxy-", StringComparison.OrdinalIgnoreCase)
            && (header.Key + value).AsSpan().IndexOfAny('\r', '\n', '\0') < 0
                ? KeyValuePair.Create(header.Key, value)
                : throw arguments.Wrong($"the header '{header.Key}' is not sent"))];
    }
}
