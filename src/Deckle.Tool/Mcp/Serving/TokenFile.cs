using Deckle.Tool.Serving;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>
/// Where clients' configuration finds the token of the HTTP server. It stays the same from start to start, so that they need to be told once:
/// <c>DECKLE_MCP_TOKEN</c>, else a file that only the user can read.
/// </summary>
internal sealed class TokenFile(string? given)
{
    private const string Variable = "DECKLE_MCP_TOKEN";

    // A guessable token is none.
    private const int ShortestToken = 16;

    private readonly string? value = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } token ? token : null;
    private readonly string path = Path.GetFullPath(given ?? Path.Combine(StateFolder.Path, "mcp-token"));

    /// <summary>Where the token is, as a user is told; never the token itself.</summary>
    public string Place => value is null ? path : Variable;

    /// <exception cref="DeckleException"><c>token-file-unusable</c>.</exception>
    public AccessToken Read()
    {
        if (value is not null)
        {
            return value.Length >= ShortestToken ? AccessToken.Of(value) : throw McpErrors.TokenFile(Variable, $"fewer than {ShortestToken} characters are no token");
        }

        try
        {
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
                file.Write(System.Text.Encoding.ASCII.GetBytes(AccessToken.Create().Text + "\n"));
            }

            string text = File.ReadAllText(path).Trim();
            return (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0
                ? throw McpErrors.TokenFile(path, "others can read or write it")
                : text.Length >= ShortestToken ? AccessToken.Of(text) : throw McpErrors.TokenFile(path, $"fewer than {ShortestToken} characters are no token");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw McpErrors.TokenFile(path, e.Message);
        }
    }
}
