using Deckle.Tool.HostTools.Terminal;
using Deckle.Tool.HostTools.Web;

namespace Deckle.Tool.HostTools.Policy;

/// <summary>What cells may ask of this program: a <c>tools.toml</c>, or without one only to read inside of the working folder.</summary>
/// <param name="Folder">What relative paths of the policy begin at.</param>
internal sealed record ToolPolicy(string Folder)
{
    /// <summary>The tools that this program does itself.</summary>
    public static readonly string[] BuiltIn = ["terminal", "read_file", "write_file", "list_files", "web_fetch", "web_search"];

    private static readonly string[] AllowedByDefault = ["read_file", "list_files"];

    /// <summary>The policy's file; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>The SHA-256 of the file's bytes, by which it is known again; null when there is none.</summary>
    public string? Digest { get; init; }

    /// <summary>By the name of a tool, or <c>SERVER.*</c>.</summary>
    public IReadOnlyDictionary<string, ToolVerdict> Verdicts { get; init; } = new Dictionary<string, ToolVerdict>();

    /// <summary>Folders and files that may be read; full paths.</summary>
    public IReadOnlyList<string> Readable { get; init; } = [];

    /// <summary>Folders and files that may be written.</summary>
    public IReadOnlyList<string> Writable { get; init; } = [];

    /// <summary>Of a file that is read or written.</summary>
    public long MostFileBytes { get; init; } = 50 << 20;

    public IReadOnlyList<CommandPattern> Commands { get; init; } = [];

    /// <summary>Whether a command may be given to a shell, which can do anything.</summary>
    public bool AllowsShell { get; init; }

    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Of each of the two outputs of a command; the rest is dropped.</summary>
    public long MostOutputBytes { get; init; } = 10 << 20;

    /// <summary>Names of variables that commands get from this program's environment, beside <c>PATH</c>, <c>HOME</c> and the like.</summary>
    public IReadOnlyList<string> CommandVariables { get; init; } = [];

    public IReadOnlyList<DomainPattern> Domains { get; init; } = [];

    /// <summary>Domains that may be at an address of a private network or of this machine.</summary>
    public IReadOnlyList<DomainPattern> PrivateDomains { get; init; } = [];

    public TimeSpan WebTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of a page, decompressed.</summary>
    public long MostWebBytes { get; init; } = 10 << 20;

    /// <summary>The address of a search provider, with <c>{query}</c> and perhaps <c>{limit}</c>; null for none.</summary>
    public string? SearchUrl { get; init; }

    /// <summary>The tool of an MCP server that searches; null for none.</summary>
    public string? SearchTool { get; init; }

    /// <summary>The name of that tool's argument.</summary>
    public string SearchArgument { get; init; } = "query";

    public IReadOnlyList<McpServerPolicy> Servers { get; init; } = [];

    /// <summary>Without a file: reading inside of the working folder, and nothing else.</summary>
    public static ToolPolicy Default(string folder) => new(folder) { Readable = [folder] };

    public ToolVerdict VerdictOf(string tool)
    {
        if (Verdicts.TryGetValue(tool, out ToolVerdict exact))
        {
            return exact;
        }

        int dot = tool.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && Verdicts.TryGetValue($"{tool[..dot]}.*", out ToolVerdict whole) ? whole
            : AllowedByDefault.Contains(tool) ? ToolVerdict.Allow
            : ToolVerdict.Deny;
    }
}
