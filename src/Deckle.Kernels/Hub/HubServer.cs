using System.Globalization;
using System.Security.Cryptography;
using Deckle.Kernels.Remote;

namespace Deckle.Kernels.Hub;

/// <summary>
/// A user's server for the time of a run: started on the hub, used with a token that opens nothing else, and at the end stopped and removed,
/// whatever happened.
/// </summary>
public sealed class HubServer : IAsyncDisposable
{
    private static readonly TimeSpan SweepWithin = TimeSpan.FromSeconds(20);

    // As long as a hub may take to restart, or a proxy to hear of a new server.
    private static readonly TimeSpan ComesBackWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly JupyterHub hub;
    private readonly HubServerRequest request;
    private readonly string user;
    private readonly string name;
    private readonly CancellationTokenSource ending = new();
    private ServerNote? note;
    private HubToken? token;
    private ServerSpawn? spawn;
    private Task renewing = Task.CompletedTask;
    private bool isDisposed;

    private HubServer(JupyterHub hub, HubServerRequest request, string user, string name)
    {
        this.hub = hub;
        this.request = request;
        this.user = user;
        this.name = name;
        Server = null!;
    }

    /// <summary>The server to run kernels on.</summary>
    public JupyterServer Server { get; private set; }

    /// <summary>Whose it is.</summary>
    public string User => user;

    /// <summary>Its name on the hub; empty for the user's default one.</summary>
    public string Name => name;

    /// <summary>Starts one.</summary>
    /// <exception cref="DeckleException">What <see cref="HubErrors"/> has. Nothing is left of what was begun.</exception>
    public static async Task<HubServer> StartAsync(JupyterHub hub, HubServerRequest request, CancellationToken cancellationToken = default)
    {
        HubIdentity who = await PatientlyAsync(hub, request, Identify, error => error.Code == "hub-busy", cancellationToken).ConfigureAwait(false);
        string user = request.User ?? (who.IsUser ? who.Name : throw HubErrors.UserNeeded(hub.Url, who.Name));
        Check(hub, who, isOurs: request.Server is null);
        if (request.NotesFolder is { } notes)
        {
            await SweepAsync(hub, user, notes, request.Warn).ConfigureAwait(false);
        }

        // Hosts and containers are named after it: letters, digits and hyphens, and not many.
        string name = request.Server ?? $"deckle-{RandomNumberGenerator.GetHexString(10, lowercase: true)}";
        var server = new HubServer(hub, request, user, name);
        try
        {
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Revokes its token, and stops and removes the server if it is ours. What cannot be done is told to <see cref="HubServerRequest.Warn"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        await ending.CancelAsync().ConfigureAwait(false);
        await renewing.ConfigureAwait(false);
        string? why = spawn is { MayExist: true } && request.Server is null ? await ServerRemoval.RunAsync(hub, user, name, request.StopTimeout).ConfigureAwait(false) : null;
        await RevokeAsync(hub, user, token is null ? [] : [token.Id]).ConfigureAwait(false);
        if (why is null)
        {
            note?.Remove();
        }
        else
        {
            note?.Dispose();
            request.Warn?.Invoke(HubErrors.Left(hub.Url, $"{user}/{name}", why));
        }

        ending.Dispose();
    }

    /// <summary>Asks again while the answer is one that passes.</summary>
    private static async Task<T> PatientlyAsync<T>(
        JupyterHub hub, HubServerRequest request, Func<JupyterHub, CancellationToken, Task<T>> ask, Func<DeckleException, bool> passes, CancellationToken cancellationToken)
    {
        TimeSpan limit = request.SpawnTimeout < ComesBackWithin ? request.SpawnTimeout : ComesBackWithin;
        for (long began = hub.Time.GetTimestamp(); ;)
        {
            try
            {
                return await ask(hub, cancellationToken).ConfigureAwait(false);
            }
            catch (DeckleException e) when (passes(e) && hub.Time.GetElapsedTime(began) + Pause < limit)
            {
                request.Report?.Invoke(new SpawnProgress(0, e.Message));
            }

            await Task.Delay(Pause, hub.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<HubIdentity> Identify(JupyterHub hub, CancellationToken cancellationToken)
    {
        await hub.ProbeAsync(cancellationToken).ConfigureAwait(false);
        return await hub.IdentifyAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void Check(JupyterHub hub, HubIdentity who, bool isOurs)
    {
        // Before 5 there is one scope for both, whose parts are listed with it.
        (bool Has, string Needed)[] needs =
        [
            (who.May("start:servers", "servers", "admin:servers"), "servers"),
            (!isOurs || who.May("delete:servers", "servers", "admin:servers"), "delete:servers"),
            (who.May("read:servers", "servers", "admin:servers"), "read:servers"),
            (who.May("access:servers"), "access:servers"),
        ];
        if (Array.Find(needs, need => !need.Has) is { Needed: { } needed })
        {
            throw HubErrors.Scope(hub.Url, needed, who.Scopes);
        }
    }

    /// <summary>Removes what killed runs of this user left on this hub.</summary>
    private static async Task SweepAsync(JupyterHub hub, string user, string folder, Action<DeckleException>? warn)
    {
        foreach (ServerNote orphan in ServerNote.Orphans(folder))
        {
            using (orphan)
            {
                // The token need not open what is another user's.
                if (orphan.Hub != hub.Url || orphan.User != user)
                {
                    continue;
                }

                string? why = await ServerRemoval.RunAsync(hub, user, orphan.Server, SweepWithin).ConfigureAwait(false);
                await RevokeAsync(hub, user, orphan.Tokens).ConfigureAwait(false);
                if (why is null)
                {
                    orphan.Remove();
                }
                else
                {
                    warn?.Invoke(HubErrors.Left(hub.Url, $"{user}/{orphan.Server}", why));
                }
            }
        }
    }

    private static async Task RevokeAsync(JupyterHub hub, string user, IEnumerable<string> tokens)
    {
        foreach (string id in tokens)
        {
            try
            {
                await hub.RevokeTokenAsync(user, id, CancellationToken.None).ConfigureAwait(false);
            }
            catch (DeckleException)
            {
                // It opens only a server that is gone, and expires.
            }
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (request is { Server: null, NotesFolder: { } notes })
        {
            note = ServerNote.Write(notes, hub.Url, user, name);
        }

        spawn = new ServerSpawn(hub, user, name, request);
        Uri place = await spawn.RunAsync(cancellationToken).ConfigureAwait(false);
        token = await MintAsync(request.TokenLifetime, cancellationToken).ConfigureAwait(false);
        Server = new JupyterServer(new JupyterServerOptions { Url = place, Token = token?.Secret ?? hub.Token, Time = hub.Time }) { TellsStopped = IsStoppedAsync };
        renewing = RenewAsync();

        // Where there are several proxies, each hears of a new server in its own time.
        await PatientlyAsync(hub, request, (_, stop) => Server.ProbeAsync(stop), _ => true, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Null when the hub does not make one for us; the given token then serves.</returns>
    private async Task<HubToken?> MintAsync(TimeSpan lifetime, CancellationToken cancellationToken)
    {
        string[] scopes = [string.Create(CultureInfo.InvariantCulture, $"access:servers!server={user}/{name}")];
        HubToken? made = await hub.CreateTokenAsync(user, $"deckle {name}", scopes, lifetime, cancellationToken).ConfigureAwait(false)

            // A hub may set a shorter life, and then gives its longest to who asks for none.
            ?? await hub.CreateTokenAsync(user, $"deckle {name}", scopes, lifetime: null, cancellationToken).ConfigureAwait(false);
        if (made is not null)
        {
            note?.Add(made.Id);
        }

        return made;
    }

    /// <summary>Long runs outlive their token, which is short so that it soon ends if we are killed.</summary>
    private async Task RenewAsync()
    {
        try
        {
            while (token is { Expires: { } end })
            {
                TimeSpan half = (end - hub.Time.GetUtcNow()) / 2;
                TimeSpan least = request.TokenLifetime / 20;
                await Task.Delay(half > least ? half : least, hub.Time, ending.Token).ConfigureAwait(false);
                try
                {
                    if (await MintAsync(request.TokenLifetime, ending.Token).ConfigureAwait(false) is { } next)
                    {
                        string old = token.Id;
                        Server.Renew(next.Secret);
                        token = next;
                        await RevokeAsync(hub, user, [old]).ConfigureAwait(false);
                    }
                }
                catch (DeckleException)
                {
                    // The hub is away; there is time to ask again.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // We are ending.
        }
    }

    private async Task<bool?> IsStoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            HubServerState? state = await hub.FindServerAsync(user, name, cancellationToken).ConfigureAwait(false);
            return state is not ({ IsReady: true } or { Pending: "check" or "spawn" });
        }
        catch (DeckleException)
        {
            // The hub is away, too.
            return null;
        }
    }
}
