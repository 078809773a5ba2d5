using Deckle.Json;

namespace Deckle.Tool.Sessions;

/// <summary>
/// Sessions as commands and tools see them: a talk with the user's session host, which is started where none runs. A session is named by its
/// id or its name, or by an empty text where there is only one. Any number of calls may be under way at once. A call that is cancelled stops
/// waiting; what it started goes on.
/// </summary>
internal sealed class SessionClient : IAsyncDisposable
{
    private readonly HostConnection host;

    private SessionClient(HostConnection host) => this.host = host;

    /// <summary>Connects to the host of this user.</summary>
    /// <param name="start">Whether a host is started where none runs.</param>
    /// <exception cref="DeckleException"><c>session-host-missing</c>, <c>session-host-other-version</c>, <c>session-host-failed</c>, <c>session-host-silent</c>, <c>session-folder-not-private</c>.</exception>
    public static async Task<SessionClient> ConnectAsync(bool start = true, CancellationToken cancellationToken = default) =>
        new(await HostConnection.OpenAsync(start, cancellationToken).ConfigureAwait(false));

    /// <summary>Starts a session; waits until its kernel is ready.</summary>
    /// <exception cref="DeckleException">What keeps a kernel from starting; <c>session-name-taken</c>.</exception>
    public async Task<SessionView> StartAsync(SessionStart session, CancellationToken cancellationToken = default) =>
        new(await host.CallAsync("start", SessionMessages.Start(session), cancellationToken).ConfigureAwait(false));

    /// <summary>All sessions, the oldest first.</summary>
    public async Task<IReadOnlyList<SessionView>> ListAsync(CancellationToken cancellationToken = default)
    {
        JsonObject answer = await host.CallAsync("list", JsonObject.Empty, cancellationToken).ConfigureAwait(false);
        return [.. (answer.Get<JsonArray>("sessions") ?? JsonArray.Empty).OfType<JsonObject>().Select(session => new SessionView(session))];
    }

    /// <summary>Runs code behind what waits already.</summary>
    /// <returns>The job as it stands when it is over, or when the time to wait is.</returns>
    /// <exception cref="DeckleException"><c>session-unknown</c>, <c>session-ambiguous</c>, <c>session-dead</c>; of any call <c>session-host-gone</c>.</exception>
    public async Task<JobView> ExecuteAsync(string session, ExecuteRequest request, CancellationToken cancellationToken = default) =>
        new(await host.CallAsync("execute", SessionMessages.Execute(session, request), cancellationToken, request.OnEvent, request.OnStarted).ConfigureAwait(false));

    /// <summary>A job and its outputs, now or when it is over.</summary>
    /// <exception cref="DeckleException"><c>job-unknown</c>.</exception>
    public async Task<JobView> ResultsAsync(string job, ResultsRequest request, CancellationToken cancellationToken = default) =>
        new(await host.CallAsync("results", SessionMessages.Results(job, request), cancellationToken, request.OnEvent).ConfigureAwait(false));

    /// <summary>Interrupts what runs.</summary>
    /// <param name="job">Only this job: one that waits is taken out; null for whatever runs.</param>
    /// <returns><c>{session, interrupted}</c>: the id of the job that ran; null when nothing did.</returns>
    public Task<JsonObject> InterruptAsync(string session, string? job = null, CancellationToken cancellationToken = default) =>
        host.CallAsync("interrupt", SessionMessages.OfSession(session).With("job", job is null ? JsonNull.Value : new JsonString(job)), cancellationToken);

    /// <summary>Starts the kernel anew. What runs and waits is aborted.</summary>
    /// <exception cref="DeckleException"><c>session-not-ours</c>: somebody else started the kernel.</exception>
    public async Task<SessionView> RestartAsync(string session, CancellationToken cancellationToken = default) =>
        new(await host.CallAsync("restart", SessionMessages.OfSession(session), cancellationToken).ConfigureAwait(false));

    /// <summary>The variables, found without running code of the user's.</summary>
    /// <param name="wait">How long a busy kernel is waited for.</param>
    /// <returns><c>{session, variables: [{name, type, value?, length?, shape?, dtype?, columns?, bytes?}], left_out}</c>.</returns>
    /// <exception cref="DeckleException"><c>session-busy</c>, <c>session-dead</c>, <c>session-language-unsupported</c>.</exception>
    public Task<JsonObject> VariablesAsync(string session, TimeSpan? wait = null, CancellationToken cancellationToken = default) =>
        host.CallAsync("variables", SessionMessages.OfSession(session, wait), cancellationToken);

    /// <summary>What the kernel knows about the name at a place in code.</summary>
    /// <param name="cursor">In code points; null for the end.</param>
    /// <param name="detail">1 for the source too, where there is one.</param>
    /// <returns>The content of <c>inspect_reply</c>: <c>{status, found, data, metadata}</c>.</returns>
    /// <exception cref="DeckleException"><c>session-busy</c>, <c>session-dead</c>.</exception>
    public Task<JsonObject> InspectAsync(
        string session, string code, int? cursor = null, int detail = 0, TimeSpan? wait = null, CancellationToken cancellationToken = default) =>
        host.CallAsync("inspect", SessionMessages.AtCursor(session, code, cursor, wait).With("detail_level", detail), cancellationToken);

    /// <summary>How code can go on at a place.</summary>
    /// <returns>The content of <c>complete_reply</c>: <c>{status, matches, cursor_start, cursor_end, metadata}</c>.</returns>
    /// <exception cref="DeckleException"><c>session-busy</c>, <c>session-dead</c>.</exception>
    public Task<JsonObject> CompleteAsync(string session, string code, int? cursor = null, TimeSpan? wait = null, CancellationToken cancellationToken = default) =>
        host.CallAsync("complete", SessionMessages.AtCursor(session, code, cursor, wait), cancellationToken);

    /// <summary>Ends a session. A kernel that somebody else started goes on.</summary>
    /// <returns>The session as it was.</returns>
    public async Task<SessionView> StopAsync(string session, CancellationToken cancellationToken = default) =>
        new(await host.CallAsync("stop", SessionMessages.OfSession(session), cancellationToken).ConfigureAwait(false));

    /// <summary>The history as a notebook: a cell for each job that ran.</summary>
    public async Task<Notebook> SaveAsync(string session, CancellationToken cancellationToken = default)
    {
        JsonObject answer = await host.CallAsync("save", SessionMessages.OfSession(session), cancellationToken).ConfigureAwait(false);
        return new Notebook(answer.Get<JsonObject>("notebook") ?? JsonObject.Empty);
    }

    /// <summary>The jobs of a session in order, with their code and without outputs.</summary>
    /// <param name="last">Only the last ones; null for all.</param>
    public async Task<IReadOnlyList<JobView>> LogAsync(string session, int? last = null, CancellationToken cancellationToken = default)
    {
        JsonObject content = SessionMessages.OfSession(session).With("last", last is { } count ? count : JsonNull.Value);
        JsonObject answer = await host.CallAsync("log", content, cancellationToken).ConfigureAwait(false);
        return [.. (answer.Get<JsonArray>("jobs") ?? JsonArray.Empty).OfType<JsonObject>().Select(job => new JobView(job))];
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
