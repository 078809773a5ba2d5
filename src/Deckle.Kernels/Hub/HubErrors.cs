using System.Globalization;

namespace Deckle.Kernels.Hub;

/// <summary>The errors of servers on a JupyterHub. None of them holds a token or a page of the hub.</summary>
public static class HubErrors
{
    public static DeckleException Address() =>
        new("hub-address-invalid", "the hub's address is not an http or https URL, or it holds a user's name", "write it as https://hub.example/ and give the token with --token-file FILE or DECKLE_HUB_TOKEN");

    public static DeckleException NotHub(Uri url, int status) =>
        new(
            "hub-not-jupyterhub",
            string.Create(CultureInfo.InvariantCulture, $"{url} does not answer like a JupyterHub: {(status is >= 300 and < 400 ? "it redirects" : "what it says is not the hub's API")} (it answers {status})"),
            "give the hub's address, the part before /hub; a single Jupyter Server takes --server URL");

    public static DeckleException Version(Uri url, string version) =>
        new("hub-version-unsupported", $"{url} is a JupyterHub of version {version}: servers are started on {JupyterHub.OldestVersion} and later", "start the server by hand and name it with --server URL");

    public static DeckleException TokenRefused(Uri url, int status, bool isGiven) =>
        new(
            "hub-token-refused",
            string.Create(CultureInfo.InvariantCulture, $"{url} answers {status}: {(isGiven ? "it does not accept the token, which is wrong or has expired" : "it wants a token, and none was given")}"),
            "make one on the hub's page 'Token' and give it with --token-file FILE or in DECKLE_HUB_TOKEN");

    /// <param name="needed">One or more scopes, any of which is enough; empty when the hub does not say.</param>
    /// <param name="held">What the token has; empty when not known.</param>
    public static DeckleException Scope(Uri url, string needed, IReadOnlyList<string> held) =>
        new("hub-scope-missing", $"the token may not do this on {url}{(needed.Length == 0 ? "" : $": it needs the scope {needed}")}", "give a token with the scopes servers, read:servers and access:servers of the user")
        {
            Facts = held.Count == 0 ? [] : [("held", string.Join(", ", held))],
        };

    public static DeckleException UserNeeded(Uri url, string service) =>
        new("hub-user-needed", $"the token for {url} belongs to the service '{service}', which has no servers", "name the user whose server it shall be with --hub-user NAME");

    // A hub gives the same answer for who is not there and who is not ours to see.
    public static DeckleException NoUser(Uri url, string user) =>
        new("hub-user-not-found", $"{url} shows this token no user '{user}'", "check the name of --hub-user, and whether the token may see and start that user's servers");

    public static DeckleException NoNamedServers(Uri url) =>
        new("hub-named-servers-off", $"{url} allows no named servers, so a run cannot have one of its own", "let all runs use the default server with --hub-server '', or allow them (JupyterHub.allow_named_servers)");

    public static DeckleException ServerLimit(Uri url, string message) =>
        new("hub-server-limit", $"{url} starts no more servers for this user: {message}", "stop and delete some on the hub's page, run fewer jobs at once, or raise JupyterHub.named_server_limit_per_user") { Kind = ErrorKind.Unavailable };

    public static DeckleException Busy(Uri url, int status, string message) =>
        new("hub-busy", string.Create(CultureInfo.InvariantCulture, $"{url} is busy or away: it answers {status}{Said(message)}"), "try again later") { Kind = ErrorKind.Unavailable };

    public static DeckleException Away(Uri url, int status) => Busy(url, status, "");

    public static DeckleException Failed(Uri url, string what, int status, string message) =>
        new("hub-failed", string.Create(CultureInfo.InvariantCulture, $"{url} cannot {what}: it answers {status}{Said(message)}"), "the hub's own log tells more") { Kind = ErrorKind.Unavailable };

    public static DeckleException Refused(Uri url, string what, int status, string message) =>
        new("hub-refused", string.Create(CultureInfo.InvariantCulture, $"{url} refuses to {what}: it answers {status}{Said(message)}"), "check what the hub allows this user");

    public static DeckleException SpawnFailed(Uri url, string server, string message) =>
        new("hub-spawn-failed", $"the server {server} did not start on {url}{(message.Length == 0 ? "" : $": {message}")}", "check --hub-option; the hub's own log tells more") { Kind = ErrorKind.Unavailable };

    public static DeckleException SpawnTimeout(Uri url, string server, TimeSpan limit, string last) =>
        new(
            "hub-spawn-timeout",
            string.Create(CultureInfo.InvariantCulture, $"the server {server} did not start on {url} within {limit.TotalSeconds:0.#} s{(last.Length == 0 ? "" : $"; the last that was heard: {last}")}"),
            "give it more time with --hub-timeout SECONDS, or look into the hub's own log")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException OddPlace(Uri url, string server) =>
        new("hub-server-elsewhere", $"{url} says that the server {server} is on another host, which is not given the token", "give the hub's own public address with --hub URL");

    /// <summary>A server could not be removed.</summary>
    public static DeckleException Left(Uri url, string server, string why) =>
        new("hub-server-left", $"the server {server} on {url} could not be stopped and removed: {why}", "the next run with --hub there tries again; or stop and delete it on the hub's page") { Kind = ErrorKind.Unavailable };

    private static string Said(string message) => message.Length == 0 ? "" : $" and says: {message}";
}
