using Deckle.Text;

namespace Deckle.Tool.Mcp;

/// <summary>The errors of asking the MCP server.</summary>
internal static class McpErrors
{
    /// <summary>What a client is told of a defect of ours.</summary>
    public const string Internal = "internal";

    public static DeckleException NoRoot(string folder) =>
        new("folder-not-found", $"the folder {folder} does not exist", "give an existing folder with --root");

    public static DeckleException OutsideRoot(string given) =>
        new("path-outside-root", $"{given}: not inside the server's folder", "give a path from the server's folder, without links that lead out of it");

    public static DeckleException NotLocal(string given) =>
        new("path-not-local", $"'{given}': not a path", "give a path from the server's folder, such as notebooks/report.ipynb");

    public static DeckleException NoFile(string given) =>
        new("input-not-regular", $"{given} is a pipe, a socket or a device, not a file", "name a file");

    public static DeckleException Reserved(string given) =>
        new("path-reserved", $"{given}: what lies below .git and .deckle is not written by clients", "give another path in the server's folder");

    public static DeckleException Argument(string what, string help, params IReadOnlyList<(string Label, string Text)> facts) =>
        new("argument-invalid", what, help) { Facts = facts };

    public static DeckleException NoTool(string name, IEnumerable<string> tools) =>
        Argument(
            $"there is no tool '{name}'", NearestName.Of(name, tools) is { } meant ? $"did you mean '{meant}'?" : "give one of those that are available",
            ("available", string.Join(", ", tools)));

    public static DeckleException NoPrompt(string name, IEnumerable<string> prompts) =>
        Argument(
            $"there is no prompt '{name}'", $"give one of: {string.Join(", ", prompts)}",
            NearestName.Of(name, prompts) is { } meant ? [("did you mean", meant)] : []);

    public static DeckleException NoResource(string uri) =>
        new("resource-not-found", $"{uri}: no such resource", "list the resources and their templates, or take the address that an answer gave");

    public static DeckleException TokenFile(string path, string why) =>
        new("token-file-unusable", $"{path}: {why}", "name another file with --token-file, or give the token in DECKLE_MCP_TOKEN") { Kind = ErrorKind.Unavailable };
}
