using System.CommandLine;

namespace Deckle.Tool.Running;

/// <summary><c>--token</c> and <c>--token-file</c>, or the environment: what opens a server or a hub.</summary>
internal sealed class ServerToken
{
    private static readonly string[] OfServers = ["DECKLE_SERVER_TOKEN", "JUPYTER_TOKEN"];
    private static readonly string[] OfHubs = ["DECKLE_HUB_TOKEN", "JUPYTERHUB_API_TOKEN"];

    private readonly Option<string?> token = new("--token") { Description = "The token of the server or hub. Others on this machine see it: better --token-file, DECKLE_SERVER_TOKEN or JUPYTER_TOKEN, for a hub DECKLE_HUB_TOKEN." };
    private readonly Option<string?> tokenFile = new("--token-file") { Description = "A file that holds the token.", HelpName = "FILE" };

    public Option[] All => [token, tokenFile];

    /// <returns>Null for none.</returns>
    /// <exception cref="DeckleException"><c>usage</c>, or the file cannot be read.</exception>
    public string? Read(ParseResult parsed, bool isForHub)
    {
        string? value = parsed.GetValue(token);
        if (parsed.GetValue(tokenFile) is { } file)
        {
            value = value is null ? RemoteRunErrors.Reading(file, () => File.ReadAllText(file).Trim()) : throw RemoteRunErrors.TwoTokens();
        }

        value ??= (isForHub ? OfHubs : OfServers).Select(Environment.GetEnvironmentVariable).FirstOrDefault(text => !string.IsNullOrEmpty(text));

        // It becomes a header: a line end would begin another one, and what is not ASCII has no place there.
        return value is not null && value.Any(letter => char.IsControl(letter) || letter > '~') ? throw RemoteRunErrors.OddToken() : value;
    }
}
