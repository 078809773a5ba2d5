using Deckle.Kernels.Remote;

namespace Deckle.Kernels.Hub;

/// <summary>The start of a server: asked for, followed until it is ready.</summary>
internal sealed class ServerSpawn(JupyterHub hub, string user, string server, HubServerRequest request)
{
    // How often a server may be missing, right after it was asked for, before it counts as failed.
    private const int MissingAfter = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string last = "";

    /// <summary>Whether there may be a server: the hub did not refuse every time.</summary>
    public bool MayExist { get; private set; }

    /// <returns>Where it is.</returns>
    /// <exception cref="DeckleException"><c>hub-spawn-failed</c>, <c>hub-spawn-timeout</c>, <c>hub-server-limit</c>, <c>hub-busy</c> and others of <see cref="HubErrors"/>.</exception>
    public async Task<Uri> RunAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(request.SpawnTimeout, hub.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await AskAsync(either.Token).ConfigureAwait(false);
            return await WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw HubErrors.SpawnTimeout(hub.Url, Name, request.SpawnTimeout, last);
        }
    }

    private string Name => server.Length == 0 ? $"of {user}" : $"{user}/{server}";

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait = Pause;
            try
            {
                cancellationToken.ThrowIfCancellationRequested();

                // Not to be cancelled: a start whose answer nobody reads may come behind our word that the server is to go.
                ServerAnswer answer = await hub.StartServerAsync(user, server, request.UserOptions, CancellationToken.None).ConfigureAwait(false);
                MayExist |= answer.Status is < 400 or >= 500;
                if (IsAccepted(answer))
                {
                    return;
                }

                wait = answer.RetryAfter is { } asked && asked > wait ? asked : wait;
                last = answer.Message(hub.Token) is { Length: > 0 } said ? said : "the hub is busy";
            }
            catch (DeckleException e) when (e.Code == "server-unreachable")
            {
                // It answered a moment ago, and may have heard this.
                MayExist = true;
                last = e.Message;
            }

            request.Report?.Invoke(new SpawnProgress(0, last));
            await Task.Delay(wait, hub.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>False when the hub wants to be asked later.</returns>
    private bool IsAccepted(ServerAnswer answer)
    {
        string message = answer.Message(hub.Token);
        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
        return answer.Status switch
        {
            >= 200 and < 300 => true,
            400 when Says("already running") => true,

            // Another one is at it: of a server that is not ours alone.
            400 when Says("is pending") => request.Server is null,
            400 when Says("maximum of") || Says("named servers.") && Says("limit") => throw HubErrors.ServerLimit(hub.Url, message),
            400 when Says("named servers are not enabled") => throw HubErrors.NoNamedServers(hub.Url),
            404 => throw HubErrors.NoUser(hub.Url, user),

            // "Too many users trying to log in right now" comes with a time to wait; that all places are taken does not, and passes too.
            429 or 502 or 503 or 504 => false,
            500 => throw HubErrors.SpawnFailed(hub.Url, Name, message),
            _ => hub.Good(answer, "start the server", user).IsGood,
        };
    }

    private async Task<Uri> WaitAsync(CancellationToken cancellationToken)
    {
        int missing = 0;
        while (true)
        {
            try
            {
                SpawnProgress? step = await hub.FollowAsync(user, server, Report, cancellationToken).ConfigureAwait(false);
                if (step is { HasFailed: true })
                {
                    throw HubErrors.SpawnFailed(hub.Url, Name, step.Message.StartsWith("Spawn failed: ", StringComparison.Ordinal) ? step.Message["Spawn failed: ".Length..] : step.Message);
                }

                // Where progress is not told, or is held back on its way, the state tells.
                HubServerState? state = step is { IsReady: true, Url: not null } ? null : await hub.FindServerAsync(user, server, cancellationToken).ConfigureAwait(false);
                if ((step?.IsReady == true ? step.Url : state is { IsReady: true } ? state.Url : null) is { } place)
                {
                    return Place(place);
                }

                missing = state?.Pending is null ? missing + 1 : 0;
            }
            catch (DeckleException e) when (e.Code is "server-unreachable" or "hub-busy" or "hub-failed" or "hub-not-jupyterhub")
            {
                // A hub that restarts knows its servers again.
                missing = 0;
            }

            if (missing == MissingAfter)
            {
                throw HubErrors.SpawnFailed(hub.Url, Name, last);
            }

            await Task.Delay(Pause, hub.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Report(SpawnProgress step)
    {
        last = step.Message;
        request.Report?.Invoke(step);
    }

    /// <summary>The server's address; where users have hosts of their own, these are below the hub's. No other gets a token.</summary>
    private Uri Place(string place)
    {
        var found = new Uri(hub.Url, place.EndsWith('/') ? place : $"{place}/");
        bool isOurs = found.Host == hub.Url.Host || found.Host.EndsWith($".{hub.Url.Host}", StringComparison.OrdinalIgnoreCase);
        return isOurs && found.Scheme == hub.Url.Scheme ? found : throw HubErrors.OddPlace(hub.Url, Name);
    }
}
