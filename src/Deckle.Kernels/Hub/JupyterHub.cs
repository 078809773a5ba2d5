using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Remote;

namespace Deckle.Kernels.Hub;

/// <summary>A JupyterHub (3.0 and later): its REST API, as far as servers of users need it.</summary>
public sealed class JupyterHub : IDisposable
{
    /// <summary>The first version that tells a token's scopes as they are checked here.</summary>
    public const int OldestVersion = 3;

    // A hub sends an empty line every eight seconds.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private readonly HubOptions options;
    private readonly ServerCalls calls;
    private int version;

    public JupyterHub(HubOptions options)
    {
        this.options = options;
        calls = new ServerCalls(new JupyterServerOptions
        {
            Url = new Uri(options.Url, "hub/api/"),
            Token = options.Token,
            RequestTimeout = options.RequestTimeout,
            ConnectTimeout = options.ConnectTimeout,
            Time = options.Time,
        });
    }

    /// <summary>The base address.</summary>
    public Uri Url => options.Url;

    internal string? Token => options.Token;

    internal TimeProvider Time => options.Time;

    /// <summary>Asks whether it is a JupyterHub. The token is not looked at.</summary>
    /// <returns>Its version, such as <c>5.2.1</c>.</returns>
    /// <exception cref="DeckleException"><c>hub-not-jupyterhub</c>, <c>hub-version-unsupported</c>, <c>server-unreachable</c>, <c>server-tls-failed</c>.</exception>
    public async Task<string> ProbeAsync(CancellationToken cancellationToken = default)
    {
        // The address ends with a slash, which the hub would not know here.
        ServerAnswer answer = await calls.SendAsync(HttpMethod.Get, "../api", cancellationToken: cancellationToken).ConfigureAwait(false);
        if (answer.Status is 502 or 503 or 504)
        {
            throw HubErrors.Away(Url, answer.Status);
        }

        string text = (answer is { IsGood: true, Json: JsonObject about } ? about.GetText("version") : null) ?? throw HubErrors.NotHub(Url, answer.Status);
        version = int.TryParse(text.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major) ? major : 0;
        return version >= OldestVersion ? text : throw HubErrors.Version(Url, string.Concat(text.Where(char.IsAsciiLetterOrDigit)));
    }

    /// <summary>Whom the token belongs to.</summary>
    /// <exception cref="DeckleException"><c>hub-token-refused</c>.</exception>
    public async Task<HubIdentity> IdentifyAsync(CancellationToken cancellationToken = default)
    {
        ServerAnswer answer = await calls.SendAsync(HttpMethod.Get, "user", cancellationToken: cancellationToken).ConfigureAwait(false);
        return HubIdentity.Parse(Good(answer, "say whose token it is").Json) ?? throw HubErrors.NotHub(Url, answer.Status);
    }

    /// <summary>One of a user's servers.</summary>
    /// <param name="server">Its name; empty for the default one.</param>
    /// <returns>Null when it is not there, or stopped.</returns>
    /// <exception cref="DeckleException"><c>hub-scope-missing</c>: the token does not show the user's servers.</exception>
    public async Task<HubServerState?> FindServerAsync(string user, string server, CancellationToken cancellationToken = default)
    {
        ServerAnswer answer = await calls.SendAsync(HttpMethod.Get, PathOf(user), cancellationToken: cancellationToken).ConfigureAwait(false);
        var model = Good(answer, "describe the user", user).Json as JsonObject;

        // A token that may see the user and not his servers gets a model without them.
        JsonObject servers = model?.Get<JsonObject>("servers") ?? throw HubErrors.Scope(Url, "read:servers", []);
        return servers.Get<JsonObject>(server) is { } found ? HubServerState.Parse(server, found) : null;
    }

    /// <summary>Lets a server start, and makes it if it is not there.</summary>
    /// <returns>What the hub answered: 201 it is ready, 202 it starts, or why not.</returns>
    internal Task<ServerAnswer> StartServerAsync(string user, string server, JsonObject userOptions, CancellationToken cancellationToken)
    {
        // From 6 on the options have a key of their own; without it the body is they, unless one of them has that name.
        JsonObject? body = userOptions.Count == 0 ? null : version >= 6 ? JsonObject.Of(("user_options", userOptions)) : userOptions;
        return calls.SendAsync(HttpMethod.Post, PathOf(user, server), body, cancellationToken: cancellationToken);
    }

    /// <summary>Stops a server and removes it. Nothing waits for its end.</summary>
    /// <returns>What the hub answered: 204 it is gone, 202 it stops, 400 it starts and cannot be stopped yet, 404 there is none.</returns>
    internal Task<ServerAnswer> RemoveServerAsync(string user, string server, CancellationToken cancellationToken) =>
        calls.SendAsync(HttpMethod.Delete, PathOf(user, server), JsonObject.Of(("remove", JsonBoolean.True)), cancellationToken: cancellationToken);

    /// <summary>The steps of a start until it is over, or until the hub tells no more. The last one tells how it ended, if that is known.</summary>
    internal async Task<SpawnProgress?> FollowAsync(string user, string server, Action<SpawnProgress> report, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await calls.OpenAsync($"{PathOf(user, server)}/progress", "text/event-stream", cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            return null;
        }

        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        SpawnProgress? last = null;
        await foreach (SpawnProgress step in ProgressStream.ReadAsync(stream, Silence, Time, cancellationToken).ConfigureAwait(false))
        {
            last = step with { Message = Redacted(step.Message) };
            report(last);
            if (last.IsReady || last.HasFailed)
            {
                break;
            }
        }

        return last;
    }

    /// <summary>Makes a token of a user's.</summary>
    /// <param name="lifetime">Null for as long as the hub lets it live.</param>
    /// <returns>Null when this token may not, or the hub does not.</returns>
    internal async Task<HubToken?> CreateTokenAsync(
        string user, string note, IEnumerable<string> scopes, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        JsonObject body = JsonObject.Of(("note", note), ("scopes", JsonArray.From(scopes)));
        body = lifetime is { } span ? body.With("expires_in", (long)span.TotalSeconds) : body;
        ServerAnswer answer = await calls.SendAsync(HttpMethod.Post, $"{PathOf(user)}/tokens", body, cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer is { IsGood: true, Json: JsonObject token } && token.GetText("id") is { } id && token.GetText("token") is { } secret
            ? new HubToken(id, secret, DateTimeOffset.TryParse(token.GetText("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset end) ? end : null)
            : null;
    }

    /// <summary>Makes a token useless.</summary>
    internal Task<ServerAnswer> RevokeTokenAsync(string user, string id, CancellationToken cancellationToken) =>
        calls.SendAsync(HttpMethod.Delete, $"{PathOf(user)}/tokens/{Uri.EscapeDataString(id)}", cancellationToken: cancellationToken);

    public void Dispose() => calls.Dispose();

    /// <param name="what">What the hub should do, as it follows "cannot".</param>
    /// <param name="user">Whose servers it is about.</param>
    /// <exception cref="DeckleException">What the status means.</exception>
    internal ServerAnswer Good(ServerAnswer answer, string what, string? user = null)
    {
        string message = answer.Message(options.Token);
        return answer.Status switch
        {
            >= 200 and < 300 => answer,
            _ when answer.Json is null && answer.Status is not (401 or 403 or >= 500) => throw HubErrors.NotHub(Url, answer.Status),
            403 when message.Contains("scopes", StringComparison.Ordinal) => throw HubErrors.Scope(Url, Needed(message), []),
            401 or 403 => throw HubErrors.TokenRefused(Url, answer.Status, options.Token is not null),
            404 when user is not null => throw HubErrors.NoUser(Url, user),
            429 or 502 or 503 or 504 => throw HubErrors.Busy(Url, answer.Status, message),
            >= 500 => throw HubErrors.Failed(Url, what, answer.Status, message),
            _ => throw HubErrors.Refused(Url, what, answer.Status, message),
        };
    }

    // "Action is not authorized with current scopes; requires any of [servers]"
    private static string Needed(string message)
    {
        int start = message.IndexOf('[', StringComparison.Ordinal);
        int end = message.LastIndexOf(']');
        return start >= 0 && end > start ? message[(start + 1)..end] : "";
    }

    private string Redacted(string message) => string.IsNullOrEmpty(options.Token) ? message : message.Replace(options.Token, "***", StringComparison.Ordinal);

    private static string PathOf(string user) => $"users/{Uri.EscapeDataString(user)}";

    private static string PathOf(string user, string server) => server.Length == 0 ? $"{PathOf(user)}/server" : $"{PathOf(user)}/servers/{Uri.EscapeDataString(server)}";
}
