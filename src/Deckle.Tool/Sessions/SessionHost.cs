using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Kernels.Sandboxing;
using Deckle.Kernels.Sessions;
using Deckle.Tool.HostTools;

namespace Deckle.Tool.Sessions;

/// <summary>
/// Keeps the sessions of a user while commands come and go. It ends itself when it has had no session and no client for a while; kernels end
/// with it, whatever ends it.
/// </summary>
internal sealed partial class SessionHost : IAsyncDisposable
{
    public const string ProcessFile = "host.pid";
    public const string FailureFile = "host.failed";

    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAtMostEvery = TimeSpan.FromMilliseconds(100);

    private const long MemoryAtRest = 32 << 20;

    private readonly SessionPlace place;
    private readonly TimeProvider time;
    private readonly TimeSpan linger;
    private readonly Lock gate = new();
    private readonly List<HostedSession> sessions = [];
    private readonly HashSet<string> starting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<HostTalk, Task> talks = new();
    private DateTimeOffset lastUsed;

    /// <param name="linger">How long the host stays without a session.</param>
    public SessionHost(SessionPlace place, TimeSpan linger, TimeProvider time)
    {
        this.place = place;
        this.linger = linger;
        this.time = time;
        lastUsed = time.GetUtcNow();
    }

    /// <summary>Serves clients until there is nothing to do.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        place.Prepare();
        using FileStream? mine = await LockAsync(stop);
        if (mine is null)
        {
            // Another one serves already: two clients wanted one at the same time.
            return;
        }

        // What a host that was killed left behind.
        File.Delete(place.File(FailureFile));
        Remove(place.File("outputs"));
        await File.WriteAllTextAsync(place.File(ProcessFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture), stop);
        using Socket listener = place.Listen();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task accepting = AcceptAsync(listener, ending.Token);
        try
        {
            while (!stop.IsCancellationRequested && !await CullAsync())
            {
                await Task.Delay(UntilNextLook(), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            await ending.CancelAsync();
            listener.Dispose();
            File.Delete(place.File("host.sock"));
            await accepting;
            await DisposeAsync();
            File.Delete(place.File(ProcessFile));
            await Task.WhenAll(talks.Values);
        }
    }

    /// <summary>Starts a session.</summary>
    public async Task<HostedSession> StartAsync(JsonObject asked, CancellationToken cancellationToken)
    {
        string name = asked.GetText("name") ?? "";
        if (name.Length > 0 && !Name().IsMatch(name))
        {
            throw SessionHostErrors.NameInvalid(name);
        }

        lock (gate)
        {
            if (name.Length > 0 && (sessions.Exists(session => session.IsCalled(name)) || !starting.Add(name)))
            {
                throw SessionHostErrors.NameTaken(name);
            }
        }

        string id = NewId();
        string outputs = place.File(Path.Combine("outputs", id));
        HostToolbox? tools = null;
        try
        {
            string folder = asked.GetText("folder") ?? "/";
            Directory.CreateDirectory(outputs, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            // Before the kernel: a policy that cannot be used keeps the session from starting.
            HostToolRequest wanted = SessionOrders.Tools(asked.Get<JsonObject>("tools") ?? JsonObject.Empty, SessionKernel.Variables(asked, "environment"));
            SandboxProfile? sandbox = asked.Get<JsonObject>("sandbox") is { } walls ? SessionOrders.Sandbox(walls) : null;
            tools = HostToolbox.Open(wanted, sandbox, folder, time);
            SessionKernel kernel = await SessionKernel.StartAsync(asked, time, cancellationToken);
            var options = new SessionOptions { Id = id, Folder = outputs, OwnsKernel = kernel.Again is not null, Tools = tools, Time = time };
            var hosted = new HostedSession(new Session(kernel.Client, kernel.Again, options))
            {
                Name = name,
                Kernel = kernel.Name,
                DisplayName = kernel.DisplayName,
                Folder = folder,
                Created = time.GetUtcNow(),
                Idle = asked.Get<JsonNumber>("idle") is { } idle ? TimeSpan.FromSeconds(idle.ToDouble()) : null,
                Existing = asked.GetText("existing"),
                Server = kernel.Server,
                Tools = tools,
                IsOwned = kernel.Again is not null,
                Outputs = outputs,
            };
            lock (gate)
            {
                sessions.Add(hosted);
            }

            return hosted;
        }
        catch
        {
            if (tools is not null)
            {
                await tools.DisposeAsync();
            }

            Remove(outputs);
            throw;
        }
        finally
        {
            lock (gate)
            {
                starting.Remove(name);
                starting.Remove(id);
            }
        }
    }

    public IReadOnlyList<HostedSession> All()
    {
        lock (gate)
        {
            lastUsed = time.GetUtcNow();
            return [.. sessions];
        }
    }

    /// <param name="name">An id or a name; empty for the only one.</param>
    /// <exception cref="DeckleException"><c>session-unknown</c>, <c>session-ambiguous</c>.</exception>
    public HostedSession Find(string name)
    {
        IReadOnlyList<HostedSession> all = All();
        string[] known = [.. all.SelectMany(session => session.Name.Length > 0 ? [session.Name] : (string[])[session.Session.Id])];
        return name.Length > 0 ? all.FirstOrDefault(session => session.IsCalled(name)) ?? throw SessionHostErrors.Unknown(name, known)
            : all.Count > 1 ? throw SessionHostErrors.Ambiguous(known)
            : all.Count == 1 ? all[0]
            : throw SessionHostErrors.Unknown(name, known);
    }

    /// <exception cref="DeckleException"><c>job-unknown</c>.</exception>
    public (HostedSession Session, SessionJob Job) FindJob(string id)
    {
        IReadOnlyList<HostedSession> all = All();
        foreach (HostedSession session in all)
        {
            if (id.StartsWith(session.Session.Id, StringComparison.Ordinal) && session.Session.Jobs.FirstOrDefault(job => job.Id == id) is { } job)
            {
                return (session, job);
            }
        }

        throw SessionHostErrors.JobUnknown(id, [.. all.SelectMany(session => session.Session.Jobs).Select(job => job.Id)]);
    }

    public async Task StopAsync(HostedSession session)
    {
        lock (gate)
        {
            sessions.Remove(session);
            lastUsed = time.GetUtcNow();
        }

        await session.Session.DisposeAsync();
        if (session.Server is { } server)
        {
            await SessionKernel.EndAsync(server);
        }

        if (session.Tools is { } tools)
        {
            await tools.DisposeAsync();
        }

        Remove(session.Outputs);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(All().Select(StopAsync));
        foreach (HostTalk talk in talks.Keys)
        {
            talk.Dispose();
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync(stop);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // That client is gone already.
                continue;
            }

            if (!SessionPlace.IsOfThisUser(client))
            {
                client.Dispose();
                continue;
            }

            var talk = new HostTalk(this, client);
            talks[talk] = ServeAsync(talk);
        }
    }

    private async Task ServeAsync(HostTalk talk)
    {
        await Task.Yield();
        await talk.RunAsync();
        talk.Dispose();
        lock (gate)
        {
            lastUsed = time.GetUtcNow();
        }

        talks.TryRemove(talk, out _);
    }

    /// <summary>Ends sessions whose time is over.</summary>
    /// <returns>Whether the host's is.</returns>
    private async Task<bool> CullAsync()
    {
        DateTimeOffset now = time.GetUtcNow();
        HostedSession[] over;
        lock (gate)
        {
            over = [.. sessions.Where(session => session.Ends <= now)];
        }

        await Task.WhenAll(over.Select(StopAsync));
        lock (gate)
        {
            if (sessions.TrueForAll(session => session.Session.IsAtRest) && GC.GetTotalMemory(forceFullCollection: false) > MemoryAtRest)
            {
                // Large outputs went through; a process that waits for hours keeps nothing of that.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            }

            return sessions.Count == 0 && starting.Count == 0 && talks.IsEmpty && lastUsed + linger <= now;
        }
    }

    private TimeSpan UntilNextLook()
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            DateTimeOffset next = sessions.Select(session => session.Ends).Append(sessions.Count == 0 ? lastUsed + linger : null).Min() ?? DateTimeOffset.MaxValue;
            TimeSpan wait = next < now + LookAtLeastEvery ? next - now : LookAtLeastEvery;
            return wait < LookAtMostEvery ? LookAtMostEvery : wait;
        }
    }

    /// <returns>Held as long as this host serves; null when another one does.</returns>
    private async Task<FileStream?> LockAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return new FileStream(place.File("host.lock"), new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
            }
            catch (IOException)
            {
                // Somebody has it: a host that serves, one that is about to, or one that is about to end.
                using Socket? other = place.TryConnect();
                if (other is not null)
                {
                    return null;
                }

                await Task.Delay(LookAtMostEvery, time, stop);
            }
        }
    }

    private string NewId()
    {
        lock (gate)
        {
            string id;
            do
            {
                // A letter first: never a number, and never mistaken for an option.
                id = $"s{RandomNumberGenerator.GetHexString(4, lowercase: true)}";
            }
            while (sessions.Exists(session => session.IsCalled(id)) || !starting.Add(id));
            return id;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not there, or in nobody's way.
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
    private static partial Regex Name();
}
