using Deckle.Json;
using Deckle.Kernels.HostTools;
using Deckle.Kernels.Sandboxing;
using Deckle.Tool.HostTools.Files;
using Deckle.Tool.HostTools.Policy;
using Deckle.Tool.HostTools.Servers;
using Deckle.Tool.HostTools.Terminal;
using Deckle.Tool.HostTools.Web;

namespace Deckle.Tool.HostTools;

/// <summary>
/// The tools of one run or session: decides each call by the policy, does it, and logs it. Nothing is done that cannot be logged.
/// </summary>
internal sealed class HostToolbox : IHostTools, IAsyncDisposable
{
    private const string List = "tools";

    private static readonly TimeSpan ListWithin = TimeSpan.FromSeconds(60);

    private readonly ToolPolicy policy;
    private readonly TimeProvider time;
    private readonly ToolLog log;
    private readonly bool ownsLog;
    private readonly ToolConsent consent;
    private readonly ToolCounts counts = new();
    private readonly McpServers servers;
    private readonly ConfinedWeb web;
    private readonly Dictionary<string, IHostTool> tools;

    private HostToolbox(ToolPolicy policy, PreparedTools prepared, HostToolRequest request, string folder, TimeProvider time)
    {
        this.policy = policy;
        this.time = time;
        log = prepared.Log;
        ownsLog = request.Prepared is null;
        consent = new ToolConsent(request.MayAsk);
        servers = new McpServers(policy, folder);
        web = new ConfinedWeb(policy);
        var files = new ConfinedFiles(policy, folder, log.Path);
        tools = new IHostTool[]
        {
            new TerminalTool(policy, files, request.Variable), new ReadFileTool(policy, files), new WriteFileTool(policy, files), new ListFilesTool(files),
            new WebFetchTool(policy, web), new WebSearchTool(policy, web, servers),
        }.ToDictionary(tool => tool.Name, StringComparer.Ordinal);
    }

    /// <summary>The counts of calls for a report; null when there were none.</summary>
    public JsonObject? Report => counts.Any ? counts.ToJson(log.Path) : null;

    /// <summary>To be called before the kernel starts.</summary>
    /// <param name="sandbox">The kernel's; null for none.</param>
    /// <param name="folder">The working folder of the run; null for the current one.</param>
    /// <returns>Null when tools are switched off.</returns>
    /// <exception cref="DeckleException">What <see cref="PreparedTools"/> throws.</exception>
    public static HostToolbox? Open(HostToolRequest request, SandboxProfile? sandbox, string? folder, TimeProvider time)
    {
        PreparedTools prepared = request.Prepared ?? new PreparedTools(request, sandbox, folder);
        return request.IsOff ? null : new HostToolbox(prepared.PolicyOf(folder), prepared, request, PreparedTools.Full(folder), time);
    }

    public async Task<HostToolAnswer> CallAsync(HostToolCall call, CancellationToken cancellationToken)
    {
        log.Open();
        long began = time.GetTimestamp();
        var record = new ToolCallRecord(call, time.GetUtcNow());
        DeckleException? failure = null;
        JsonValue? value = null;
        try
        {
            ToolVerdict verdict = Judge(call);
            record = record with { Verdict = verdict == ToolVerdict.Ask ? record.Verdict : Word(verdict) };
            using HostToolPlan plan = PlanOf(call);
            if (verdict == ToolVerdict.Ask)
            {
                record = record with { Verdict = "ask-deny" };
                await AskAsync(call, plan, cancellationToken);
                record = record with { Verdict = "ask-allow" };
            }

            value = await DoAsync(call, plan, cancellationToken);
            return new HostToolAnswer(value);
        }
        catch (DeckleException e)
        {
            failure = e;
            throw;
        }
        catch (OperationCanceledException)
        {
            failure = HostToolErrors.Interrupted(call.Tool);
            throw;
        }
#pragma warning disable CA1031 // Logged as what it is; the kernel gets it as an error.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = HostToolErrors.Failed(call.Tool, e);
            throw failure;
        }
        finally
        {
            bool isDenied = failure?.Code == "host-tool-denied";
            counts.Add(call.Tool, isDenied, hasFailed: failure is not null);
            log.Write(record with
            {
                // A limit of the policy may deny what its word, or the user, allowed.
                Verdict = isDenied && record.Verdict != "ask-deny" ? "deny" : record.Verdict,
                Code = failure?.Code,
                Reason = failure?.Message,
                Duration = time.GetElapsedTime(began),
                AnswerBytes = value is null ? 0 : Size(value),
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await servers.DisposeAsync();
        web.Dispose();
        if (ownsLog)
        {
            log.Dispose();
        }
    }

    /// <summary>What the policy says of a tool, before its arguments are looked at.</summary>
    /// <exception cref="DeckleException">There is no such tool, or it is denied.</exception>
    private ToolVerdict Judge(HostToolCall call)
    {
        if (call.Tool == List)
        {
            return ToolVerdict.Allow;
        }

        if (!tools.ContainsKey(call.Tool) && !servers.Has(call.Tool))
        {
            throw HostToolCallErrors.UnknownTool(call.Tool, [.. tools.Keys, .. servers.Names.Select(name => $"{name}.…")]);
        }

        ToolVerdict verdict = policy.VerdictOf(call.Tool);
        return verdict != ToolVerdict.Deny ? verdict : throw HostToolCallErrors.Denied(
            $"the policy does not allow {call.Tool}",
            policy.File is null ? $"without a tools.toml cells may only read; write one with: [tools] {call.Tool} = \"allow\"" : HowToAllow(call.Tool));
    }

    private HostToolPlan PlanOf(HostToolCall call) =>
        call.Tool == List ? new HostToolPlan("", ListWithin, ListAsync)
        : tools.TryGetValue(call.Tool, out IHostTool? tool) ? tool.Plan(new HostToolArguments(call.Tool, call.Arguments))
        : new HostToolPlan(ShownArguments.Of(call.Arguments).ToString(), servers.TimeoutOf(call.Tool), token => servers.CallAsync(call.Tool, call.Arguments, token));

    /// <exception cref="DeckleException"><c>host-tool-denied</c>.</exception>
    private async Task AskAsync(HostToolCall call, HostToolPlan plan, CancellationToken cancellationToken)
    {
        if (!await consent.AskAsync(call, plan.Summary, cancellationToken))
        {
            throw HostToolCallErrors.Denied(
                $"{call.Tool} was not allowed", consent.CanAsk ? "the user said no" : $"the policy says to ask, and nobody can be asked here: {HowToAllow(call.Tool)}");
        }
    }

    private async Task<JsonValue> DoAsync(HostToolCall call, HostToolPlan plan, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(plan.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await plan.RunAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw HostToolCallErrors.TimedOut(call.Tool, plan.Timeout);
        }
    }

    /// <summary>All tools with what the policy says of them. A server whose tools are all denied is not started for it.</summary>
    private async Task<JsonValue> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<JsonValue>(tools.Values.Select(tool => JsonObject.Of(
            ("name", tool.Name), ("description", tool.Description), ("verdict", Word(policy.VerdictOf(tool.Name))), ("parameters", tool.Parameters))));
        foreach (string server in servers.Names.Where(name => policy.Verdicts.Any(pair => pair.Value != ToolVerdict.Deny && pair.Key.StartsWith($"{name}.", StringComparison.Ordinal))))
        {
            try
            {
                all.AddRange((await servers.ToolsAsync(server, cancellationToken)).Select(tool => tool.With("verdict", Word(policy.VerdictOf(tool.GetText("name")!)))));
            }
            catch (DeckleException e)
            {
                // One that does not start must not hide the others.
                all.Add(JsonObject.Of(("name", $"{server}.*"), ("error", e.Message)));
            }
        }

        return JsonArray.From(all);
    }

    private static string Word(ToolVerdict verdict) => verdict switch
    {
        ToolVerdict.Allow => "allow",
        ToolVerdict.Ask => "ask",
        _ => "deny",
    };

    private string HowToAllow(string tool) => $"allow it in {policy.File}: [tools] {Key(tool)} = \"allow\"";

    private static string Key(string tool) => tool.Contains('.', StringComparison.Ordinal) ? $"\"{tool}\"" : tool;

    private static long Size(JsonValue value) => value is JsonString text ? text.Utf8.Length : JsonWriter.ToUtf8(value, JsonWriterOptions.Compact).Length;
}
