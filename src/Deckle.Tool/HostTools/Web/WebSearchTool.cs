using System.Globalization;
using Deckle.Json;
using Deckle.Tool.HostTools.Policy;
using Deckle.Tool.HostTools.Servers;

namespace Deckle.Tool.HostTools.Web;

/// <summary><c>web_search</c>: by the provider that the policy names, and only by that.</summary>
internal sealed class WebSearchTool(ToolPolicy policy, ConfinedWeb web, McpServers servers) : IHostTool
{
    public string Name => "web_search";

    public string Description => "Asks the configured search provider; gives its answer.";

    public JsonObject Parameters => HostToolSchema.Of(("query", "string", "What to look for."), ("limit?", "integer", "How many results."));

    public HostToolPlan Plan(HostToolArguments arguments)
    {
        arguments.CheckNames(["query", "limit"]);
        string query = arguments.Text("query");
        long limit = Math.Clamp(arguments.Integer("limit") ?? 5, 1, 100);
        return policy switch
        {
            { SearchTool: { } tool } => new HostToolPlan(
                ShownArguments.Quoted(query), policy.WebTimeout, token => servers.CallAsync(tool, JsonObject.Of((policy.SearchArgument, query)), token)),
            { SearchUrl: { } url } => new HostToolPlan(ShownArguments.Quoted(query), policy.WebTimeout, token => SearchAsync(Filled(url, query, limit), token)),
            _ => throw HostToolCallErrors.NoSearch(),
        };
    }

    private static Uri Filled(string url, string query, long limit) => new(url
        .Replace("{query}", Uri.EscapeDataString(query), StringComparison.Ordinal)
        .Replace("{limit}", limit.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private async Task<JsonValue> SearchAsync(Uri address, CancellationToken cancellationToken)
    {
        WebPage page = await web.FetchAsync(address, [], isTrusted: true, cancellationToken);
        if (page.Status is < 200 or > 299)
        {
            throw HostToolCallErrors.CouldNot("web_search", string.Create(CultureInfo.InvariantCulture, $"the provider answered with status {page.Status}"));
        }

        try
        {
            return JsonReader.Read(page.Content);
        }
        catch (JsonSyntaxException)
        {
            return page.Text ?? "";
        }
    }
}
