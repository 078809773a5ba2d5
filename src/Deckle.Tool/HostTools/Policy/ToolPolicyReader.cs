using Deckle.Json;
using Deckle.Tool.HostTools.Terminal;
using Deckle.Tool.HostTools.Web;
using Deckle.Tool.Settings;

namespace Deckle.Tool.HostTools.Policy;

/// <summary>Reads a <c>tools.toml</c>. Whatever it does not know is an error: a word misspelt must not open or close anything.</summary>
internal sealed class ToolPolicyReader
{
    private static readonly string[] Tables = ["tools", "files", "terminal", "web", "web_search", "mcp"];

    private readonly string folder;
    private readonly string shown;
    private readonly Func<string, string?> variable;
    private ToolPolicy policy;

    private ToolPolicyReader(string path, string shown, Func<string, string?> variable)
    {
        this.shown = shown;
        this.variable = variable;
        folder = Path.GetDirectoryName(path)!;
        policy = new ToolPolicy(folder) { File = path, Readable = [folder] };
    }

    /// <param name="path">Full.</param>
    /// <param name="shown">As it is told.</param>
    /// <param name="variable">Gives the value of a variable that the policy names.</param>
    /// <exception cref="DeckleException"><c>tools-policy-unknown</c>, <c>tools-policy-value</c>.</exception>
    public static ToolPolicy Read(string path, string shown, TomlNode root, Func<string, string?> variable)
    {
        var reader = new ToolPolicyReader(path, shown, variable);
        foreach ((string name, TomlNode table) in root.Members)
        {
            if (!Tables.Contains(name))
            {
                throw ToolPolicyErrors.Unknown(reader.Place(table), "table", name, Tables);
            }

            if (!table.IsTable)
            {
                throw reader.Wrong(table, name, $"a table: write [{name}]");
            }
        }

        // The names of servers are needed where verdicts name them.
        foreach (string name in (ReadOnlySpan<string>)["mcp", "tools", "files", "terminal", "web", "web_search"])
        {
            foreach ((string key, TomlNode node) in root[name]?.Members ?? [])
            {
                reader.policy = reader.Take(name, key, node);
            }
        }

        return reader.policy;
    }

    private ToolPolicy Take(string table, string key, TomlNode node) => (table, key) switch
    {
        ("mcp", _) => policy with { Servers = [.. policy.Servers, Server(key, node)] },
        ("tools", _) => policy with { Verdicts = new Dictionary<string, ToolVerdict>(policy.Verdicts) { [Tool(key, node)] = Verdict(key, node) } },
        ("files", "read") => policy with { Readable = Paths(key, node) },
        ("files", "write") => policy with { Writable = Paths(key, node) },
        ("files", "max_bytes") => policy with { MostFileBytes = Bytes(key, node) },
        ("terminal", "commands") => policy with { Commands = [.. Texts(key, node).Select(text => Command(text, node))] },
        ("terminal", "shell") => policy with { AllowsShell = Flag(key, node) },
        ("terminal", "timeout") => policy with { CommandTimeout = Seconds(key, node) },
        ("terminal", "max_bytes") => policy with { MostOutputBytes = Bytes(key, node) },
        ("terminal", "environment") => policy with { CommandVariables = Texts(key, node) },
        ("web", "domains") => policy with { Domains = Domains(key, node) },
        ("web", "private") => policy with { PrivateDomains = Domains(key, node) },
        ("web", "timeout") => policy with { WebTimeout = Seconds(key, node) },
        ("web", "max_bytes") => policy with { MostWebBytes = Bytes(key, node) },
        ("web_search", "url") => policy with { SearchUrl = SearchUrl(node) },
        ("web_search", "tool") => policy with { SearchTool = SearchTool(node) },
        ("web_search", "argument") => policy with { SearchArgument = Text(key, node) },
        _ => throw ToolPolicyErrors.Unknown(Place(node), "key", $"{table}.{key}", Keys(table)),
    };

    private static string[] Keys(string table) => table switch
    {
        "files" => ["files.read", "files.write", "files.max_bytes"],
        "terminal" => ["terminal.commands", "terminal.shell", "terminal.timeout", "terminal.max_bytes", "terminal.environment"],
        "web" => ["web.domains", "web.private", "web.timeout", "web.max_bytes"],
        _ => ["web_search.url", "web_search.tool", "web_search.argument"],
    };

    private string Tool(string key, TomlNode node)
    {
        int dot = key.IndexOf('.', StringComparison.Ordinal);
        string[] servers = [.. policy.Servers.Select(server => server.Name)];
        return ToolPolicy.BuiltIn.Contains(key) || (dot > 0 && servers.Contains(key[..dot]) && key.Length > dot + 1)
            ? key
            : throw ToolPolicyErrors.Unknown(Place(node), "tool", key, [.. ToolPolicy.BuiltIn, .. servers.Select(server => $"{server}.*")]);
    }

    private ToolVerdict Verdict(string key, TomlNode node) => (node.Value as JsonString)?.Text switch
    {
        "allow" => ToolVerdict.Allow,
        "deny" => ToolVerdict.Deny,
        "ask" => ToolVerdict.Ask,
        _ => throw Wrong(node, $"tools.{key}", "\"allow\", \"deny\" or \"ask\""),
    };

    private McpServerPolicy Server(string name, TomlNode table)
    {
        if (!table.IsTable || name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            throw Wrong(table, $"mcp.{name}", "a table whose name has letters, digits, - and _: write [mcp.NAME]");
        }

        var server = new McpServerPolicy(name);
        foreach ((string key, TomlNode node) in table.Members)
        {
            server = key switch
            {
                "command" when Texts(key, node) is { Length: > 0 } words => server with { Command = words },
                "url" when Uri.TryCreate(Text(key, node), UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" => server with { Url = new Uri(Text(key, node)) },
                "environment" => server with { Environment = Variables(key, node) },
                "headers" => server with { Headers = Variables(key, node) },
                "timeout" => server with { Timeout = Seconds(key, node) },
                "command" => throw Wrong(node, key, "a list of words, such as [\"npx\", \"server\"]"),
                "url" => throw Wrong(node, key, "an address of http or https"),
                _ => throw ToolPolicyErrors.Unknown(Place(node), "key", key, ["command", "url", "environment", "headers", "timeout"]),
            };
        }

        return (server.Command.Count > 0) == (server.Url is not null)
            ? throw Wrong(table, $"mcp.{name}", "a server with either a command or a url")
            : server;
    }

    // env:NAME keeps a secret out of the file.
    private Dictionary<string, string> Variables(string key, TomlNode table)
    {
        if (!table.IsTable)
        {
            throw Wrong(table, key, "a table of texts");
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, TomlNode node) in table.Members)
        {
            string value = Text(name, node);
            variables[name] = !value.StartsWith("env:", StringComparison.Ordinal) ? value
                : variable(value[4..]) ?? throw Wrong(node, name, $"set: the environment has no variable {value[4..]}");
        }

        return variables;
    }

    private string SearchUrl(TomlNode node)
    {
        string url = Text("url", node);
        return url.Contains("{query}", StringComparison.Ordinal) && Uri.TryCreate(url.Replace("{query}", "q", StringComparison.Ordinal), UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https"
            ? url
            : throw Wrong(node, "web_search.url", "an address with {query} in it");
    }

    private string SearchTool(TomlNode node)
    {
        string tool = Text("tool", node);
        int dot = tool.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && policy.Servers.Any(server => server.Name == tool[..dot])
            ? tool
            : throw Wrong(node, "web_search.tool", "a tool of an MCP server of this file, as SERVER.TOOL");
    }

    private CommandPattern Command(string text, TomlNode node) =>
        CommandPattern.Parse(text) ?? throw Wrong(node, $"the command '{text}'", "words with a program's name first, such as \"git log --oneline -5\"");

    private DomainPattern[] Domains(string key, TomlNode node) =>
        [.. Texts(key, node).Select(text => DomainPattern.Parse(text) ?? throw Wrong(node, $"the domain '{text}'", "a host such as \"example.org\", \"*.example.org\" or \"localhost:8080\""))];

    private string[] Paths(string key, TomlNode node) => [.. Texts(key, node).Select(text => Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, folder)))];

    private string[] Texts(string key, TomlNode node) => node.Value is JsonArray list && list.All(item => item is JsonString)
        ? [.. list.Select(item => ((JsonString)item).Text)]
        : throw Wrong(node, key, "a list of texts");

    private string Text(string key, TomlNode node) => (node.Value as JsonString)?.Text ?? throw Wrong(node, key, "a text");

    private bool Flag(string key, TomlNode node) => (node.Value as JsonBoolean)?.Value ?? throw Wrong(node, key, "true or false");

    private TimeSpan Seconds(string key, TomlNode node) => node.Value is JsonNumber number && number.ToDouble() is > 0 and < 1e6 and var seconds
        ? TimeSpan.FromSeconds(seconds)
        : throw Wrong(node, key, "a number of seconds above zero");

    private long Bytes(string key, TomlNode node) => node.Value is JsonNumber number && number.TryGetInt64(out long bytes) && bytes > 0
        ? bytes
        : throw Wrong(node, key, "a number of bytes above zero");

    private string Place(TomlNode node) => $"{shown}:{node.Line}:{node.Column}";

    private DeckleException Wrong(TomlNode node, string name, string expected) => ToolPolicyErrors.Wrong(Place(node), name, expected);
}
