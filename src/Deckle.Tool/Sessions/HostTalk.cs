using System.Collections.Concurrent;
using System.Net.Sockets;
using Deckle.Json;
using Deckle.Kernels.Sessions;

namespace Deckle.Tool.Sessions;

/// <summary>The host's side of a talk with one client. Requests are answered side by side, so that one that waits holds up no other.</summary>
internal sealed class HostTalk(SessionHost host, Socket socket) : IDisposable
{
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(10);

    private readonly JsonLines lines = new(socket);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> calls = new(StringComparer.Ordinal);

    /// <summary>Serves the client until it goes. What it started goes on.</summary>
    public async Task RunAsync()
    {
        try
        {
            await lines.WriteAsync(HostGreeting.Make());
            while (await lines.ReadAsync(closing.Token) is { } request)
            {
                if (request.GetText("do") == "forget")
                {
                    if (calls.TryGetValue(request["call"]?.ToString() ?? "", out CancellationTokenSource? call))
                    {
                        await call.CancelAsync();
                    }

                    continue;
                }

                _ = AnswerAsync(request);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has gone, or the host is about to.
        }

        await closing.CancelAsync();
    }

    public void Dispose()
    {
        closing.Cancel();
        lines.Dispose();
    }

    private async Task AnswerAsync(JsonObject request)
    {
        JsonValue id = request["id"] ?? JsonNull.Value;
        using var forgotten = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        calls[id.ToString()] = forgotten;
        JsonObject answer;
        try
        {
            answer = JsonObject.Of(("id", id), ("ok", await DoAsync(id, request, forgotten.Token)));
        }
        catch (DeckleException e)
        {
            answer = JsonObject.Of(("id", id), ("error", SessionHostErrors.ToJson(e)));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && forgotten.IsCancellationRequested)
        {
            // Nobody waits for it.
            return;
        }
        catch (Exception e)
        {
            // A defect of one request is told to its client and ends no session of others.
            answer = JsonObject.Of(("id", id), ("error", SessionHostErrors.ToJson(SessionHostErrors.BadRequest(e.Message))));
        }
        finally
        {
            calls.TryRemove(id.ToString(), out _);
        }

        try
        {
            await lines.WriteAsync(answer);
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }

    private async Task<JsonObject> DoAsync(JsonValue id, JsonObject request, CancellationToken cancellationToken)
    {
        string what = request.GetText("do") ?? "";
        switch (what)
        {
            case "start":
                return (await host.StartAsync(request, cancellationToken)).ToJson();
            case "list":
                return JsonObject.Of(("sessions", JsonArray.From(host.All().Select(session => (JsonValue)session.ToJson()))));
            case "results":
                (HostedSession holder, SessionJob wanted) = host.FindJob(request.GetText("job") ?? "");
                return await FollowAsync(id, holder, wanted, request, cancellationToken);
        }

        HostedSession hosted = host.Find(request.GetText("session") ?? "");
        Session session = hosted.Session;
        TimeSpan patience = Wait(request) ?? AskPatience;
        switch (what)
        {
            case "execute":
                SessionJob job = session.Submit(new JobRequest(request.GetText("code") ?? "") { Timeout = Span(request, "timeout"), CellId = request.GetText("cell_id") });
                return await FollowAsync(id, hosted, job, request, cancellationToken);
            case "interrupt":
                SessionJob? only = request.GetText("job") is { } name ? host.FindJob(name).Job : null;
                SessionJob? interrupted = await session.InterruptAsync(only);
                return JsonObject.Of(("session", session.Id), ("interrupted", interrupted is null ? JsonNull.Value : interrupted.Id));
            case "restart":
                // A restart is not left half done when its client goes.
                await session.RestartAsync(CancellationToken.None);
                return hosted.ToJson();
            case "variables":
                JsonObject variables = await session.VariablesAsync(patience, cancellationToken);
                return JsonObject.Of(("session", session.Id), ("variables", variables["variables"] ?? JsonArray.Empty), ("left_out", variables["left_out"] ?? 0));
            case "inspect":
                return await session.InspectAsync(request.GetText("code") ?? "", Integer(request, "cursor_pos"), Integer(request, "detail_level") ?? 0, patience, cancellationToken);
            case "complete":
                return await session.CompleteAsync(request.GetText("code") ?? "", Integer(request, "cursor_pos"), patience, cancellationToken);
            case "stop":
                JsonObject last = hosted.ToJson();
                await host.StopAsync(hosted);
                return last;
            case "save":
                return JsonObject.Of(("session", session.Id), ("notebook", session.ToNotebook(hosted.Kernel, hosted.DisplayName).Json));
            case "log":
                IEnumerable<SessionJob> jobs = session.Jobs.TakeLast(Integer(request, "last") ?? int.MaxValue);
                return JsonObject.Of(("session", session.Id), ("jobs", JsonArray.From(jobs.Select(each => (JsonValue)JobJson.Summary(session.Id, each)))));
            default:
                throw SessionHostErrors.BadRequest(what);
        }
    }

    /// <summary>Waits for a job as long as was asked, and tells what it puts out meanwhile.</summary>
    private async Task<JsonObject> FollowAsync(JsonValue id, HostedSession session, SessionJob job, JsonObject request, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task limit = Wait(request) is { } wait ? Task.Delay(wait, done.Token) : Task.Delay(Timeout.InfiniteTimeSpan, done.Token);
        long? most = request.Get<JsonNumber>("max_bytes") is { } number && number.TryGetInt64(out long bytes) ? bytes : null;
        try
        {
            if (request["events"] is not JsonBoolean { Value: true })
            {
                await Task.WhenAny(job.Over, limit);
                cancellationToken.ThrowIfCancellationRequested();
                return JobJson.Full(session.Session.Id, job, most, Integer(request, "from"));
            }

            await lines.WriteAsync(JsonObject.Of(("id", id), ("started", job.Id)), CancellationToken.None);
            for (int at = Integer(request, "from") ?? 0; ;)
            {
                bool isOver = job.IsOver;
                for (int end = job.Position; at < end; at++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await lines.WriteAsync(JsonObject.Of(("id", id), ("at", at), ("event", job.EventAt(at))), CancellationToken.None);
                }

                if (isOver || limit.IsCompleted)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return JobJson.Summary(session.Session.Id, job);
                }

                await Task.WhenAny(job.ChangeAfter(at), limit);
            }
        }
        finally
        {
            await done.CancelAsync();
        }
    }

    private static TimeSpan? Wait(JsonObject request) => Span(request, "wait");

    private static TimeSpan? Span(JsonObject request, string key) =>
        request.Get<JsonNumber>(key) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds.ToDouble(), 0, 1e6)) : null;

    private static int? Integer(JsonObject request, string key) =>
        request.Get<JsonNumber>(key) is { } number && number.TryGetInt64(out long value) && value is >= 0 and <= int.MaxValue ? (int)value : null;
}
