using System.Collections;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Deckle.Json;
using Deckle.Kernels.Sessions;

namespace Deckle.Tool.Sessions;

/// <summary>A talk with the session host: calls by number, answers in any order, events between.</summary>
internal sealed class HostConnection : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan GreetWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(5);

    // What a host needs of its own; a kernel gets the environment of whoever starts it.
    private static readonly string[] Inherited = ["HOME", "PATH", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_STATE_HOME"];

    private readonly JsonLines lines;
    private readonly ConcurrentDictionary<int, Call> calls = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Task reader;
    private int count;
    private volatile bool isGone;

    private HostConnection(JsonLines lines)
    {
        this.lines = lines;
        reader = Task.Run(ReadAsync);
    }

    public static async Task<HostConnection> OpenAsync(bool start, CancellationToken cancellationToken)
    {
        Dictionary<string, string> variables = Variables();
        var place = SessionPlace.Of(variables);
        Task<int>? spawned = null;
        long began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (place.TryConnect() is { } socket && await GreetAsync(socket, place, cancellationToken).ConfigureAwait(false) is { } lines)
            {
                return new HostConnection(lines);
            }

            if (!start)
            {
                throw SessionHostErrors.Missing();
            }

            if (spawned is null)
            {
                place.Prepare();
                spawned = Spawn(variables);
            }
            else if (spawned.IsCompleted && await spawned.ConfigureAwait(false) is not ExitCodes.Done and var exit)
            {
                throw SessionHostErrors.Failed(WhyFailed(place) ?? $"it ended with exit code {exit}");
            }
            else if (TimeProvider.System.GetElapsedTime(began) > StartWithin)
            {
                throw SessionHostErrors.Silent(ProcessOf(place));
            }
            else if (spawned.IsCompleted)
            {
                // Another host was there, and may just have ended.
                spawned = null;
            }

            await Task.Delay(TryAgainAfter, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the host, whichever version it is of.</summary>
    /// <returns>Its process; null when there is none.</returns>
    public static async Task<int?> EndHostAsync(CancellationToken cancellationToken)
    {
        var place = SessionPlace.Of(Variables());
        using Socket? socket = place.TryConnect();
        if (socket is null)
        {
            return null;
        }

        using var lines = new JsonLines(socket);
        using var patience = new CancellationTokenSource(GreetWithin);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        int process;
        try
        {
            process = await lines.ReadAsync(either.Token).ConfigureAwait(false) is { } greeting ? HostGreeting.Process(greeting) : 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Its connection ends when it does; a host that hangs has written down who it is.
            process = int.TryParse(ProcessOf(place), out int written) ? written : 0;
        }

        if (process <= 1)
        {
            throw SessionHostErrors.Silent(ProcessOf(place));
        }

        SessionPlace.Terminate(process);
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
        }

        return process;
    }

    /// <summary>Asks and waits for the answer.</summary>
    /// <param name="onEvent">Takes what comes before it.</param>
    /// <exception cref="DeckleException">The host's error, or <c>session-host-gone</c>.</exception>
    public async Task<JsonObject> CallAsync(string what, JsonObject content, CancellationToken cancellationToken, Action<SessionEvent>? onEvent = null, Action<string>? onStarted = null)
    {
        int id = Interlocked.Increment(ref count);
        var call = new Call(onEvent, onStarted);
        calls[id] = call;
        try
        {
            await WriteAsync(content.With("id", id).With("do", what), cancellationToken).ConfigureAwait(false);
            if (isGone)
            {
                throw SessionHostErrors.Gone();
            }

            return await call.Answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await ForgetAsync(id).ConfigureAwait(false);
            throw;
        }
        finally
        {
            calls.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        lines.Dispose();
        await reader.ConfigureAwait(false);
        closing.Dispose();
    }

    private async Task WriteAsync(JsonObject call, CancellationToken cancellationToken)
    {
        try
        {
            await lines.WriteAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw SessionHostErrors.Gone();
        }
    }

    private async Task ForgetAsync(int id)
    {
        try
        {
            await lines.WriteAsync(JsonObject.Of(("do", "forget"), ("call", id)), CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Gone: it waits for nothing any more.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await lines.ReadAsync(closing.Token).ConfigureAwait(false) is { } line)
            {
                if (line.Get<JsonNumber>("id") is { } number && number.TryGetInt64(out long id) && calls.TryGetValue((int)id, out Call? call))
                {
                    Take(call, line);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // We are closing.
        }

        isGone = true;
        foreach (Call call in calls.Values)
        {
            call.Answer.TrySetException(SessionHostErrors.Gone());
        }
    }

    private static void Take(Call call, JsonObject line)
    {
        try
        {
            call.Take(line);
        }
#pragma warning disable CA1031 // What a caller cannot take is his; the other calls go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            call.Answer.TrySetException(e);
        }
    }

    private static async Task<JsonLines?> GreetAsync(Socket socket, SessionPlace place, CancellationToken cancellationToken)
    {
        var lines = new JsonLines(socket);
        using var patience = new CancellationTokenSource(GreetWithin);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (await lines.ReadAsync(either.Token).ConfigureAwait(false) is { } greeting)
            {
                HostGreeting.Check(greeting);
                return lines;
            }

            // It ended just now.
            lines.Dispose();
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            lines.Dispose();
            throw SessionHostErrors.Silent(ProcessOf(place));
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    private static Task<int> Spawn(Dictionary<string, string> variables)
    {
        var own = variables.Where(pair => Inherited.Contains(pair.Key) || pair.Key.StartsWith("DOTNET_", StringComparison.Ordinal)).ToDictionary();
        return SessionPlace.SpawnDetached(OwnProgram.Path, ["session", "host"], own);
    }

    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");

    private static string? ProcessOf(SessionPlace place) => ReadFile(place.File(SessionHost.ProcessFile));

    private static string? WhyFailed(SessionPlace place) => ReadFile(place.File(SessionHost.FailureFile));

    private static string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed class Call(Action<SessionEvent>? onEvent, Action<string>? onStarted)
    {
        public TaskCompletionSource<JsonObject> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Take(JsonObject line)
        {
            if (line.Get<JsonObject>("event") is { } output && line.Get<JsonNumber>("at") is { } number && number.TryGetInt64(out long at))
            {
                onEvent?.Invoke(new SessionEvent((int)at, output));
            }
            else if (line.GetText("started") is { } job)
            {
                onStarted?.Invoke(job);
            }
            else if (line.Get<JsonObject>("error") is { } error)
            {
                Answer.TrySetException(SessionHostErrors.Parse(error));
            }
            else
            {
                Answer.TrySetResult(line.Get<JsonObject>("ok") ?? JsonObject.Empty);
            }
        }
    }
}
