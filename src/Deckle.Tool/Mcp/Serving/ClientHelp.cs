using System.Text.RegularExpressions;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>What an error advises, for those who have tools and no command line.</summary>
internal static partial class ClientHelp
{
    private static readonly Dictionary<string, string> Tools = new(StringComparer.Ordinal)
    {
        ["kernels list"] = "kernels_list",
        ["session list"] = "sessions_list",
        ["session restart"] = "session_start",
        ["session start"] = "session_start",
        ["session interrupt"] = "session_interrupt",
        ["upgrade"] = "notebook_create, whose copy_of upgrades",
        ["validate"] = "notebook_validate",
    };

    public static DeckleException Of(DeckleException error) => error.Help is { } help && Commands().Replace(help, Tool) is var told && told != help
        ? new DeckleException(error.Code, error.Message, told, error) { Facts = error.Facts, Kind = error.Kind }
        : error;

    private static string Tool(Match command) =>
        !command.Value.Contains("--fix", StringComparison.Ordinal) && Tools.GetValueOrDefault(command.Groups["name"].Value) is { } tool
            ? $": the tool {tool}"
            : $"{command.Value} (a person has to run that)";

    [GeneratedRegex(@": deckle (?<name>(?:session |kernels )?[a-z]+)[^;,()]*", RegexOptions.CultureInvariant)]
    private static partial Regex Commands();
}
