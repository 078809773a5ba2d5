using Deckle.Json;
using Deckle.Tool.Mcp.Redaction;
using Deckle.Tool.Mcp.Runs;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Mcp.Sessions;

/// <summary>The tools for kernels that stay: code is tried out piece by piece, and what it made is looked at.</summary>
internal static class SessionTools
{
    private const int DefaultBytes = 20_000;

    // Of outputs above that the host answers the beginning and the end.
    private const int MostHeld = 64 << 20;

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new McpTool(
            "session_start",
            "Start a session",
            "Starts a kernel that keeps its variables between calls, and answers the session's id. It outlives this server; end it with session_stop. "
            + "For a whole notebook use notebook_run.",
            Schema.Of(
                $$"""
                {"type": "object", "additionalProperties": false, "properties": {
                  "kernel": {"type": "string", "description": "The kernel's name; Python's by default. See kernels_list."},
                  "name": {"type": "string", "description": "A name to call it by beside its id."},
                  "working_folder": {"type": "string", "description": "The kernel's working folder; by default the server's."},
                  {{SandboxArguments.Properties}},
                  "idle_seconds": {"type": "number", "minimum": 1, "maximum": 1000000, "description": "After how long without work it ends; two hours by default."} } }
                """),
            SessionAnswers.Session,
            StartAsync),
        new McpTool(
            "session_execute",
            "Run code in a session",
            "Runs code behind what waits already, and waits up to wait_seconds for its end. When the status is 'running' or 'pending', ask with session_results "
            + "by the job's id. Outputs are cut where they are long.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["session", "code"], "properties": {
                  "session": {"type": "string", "description": "Its id or name."},
                  "code": {"type": "string", "description": "What to run."},
                  "cell_id": {"type": "string", "description": "The cell that the code comes from, for the log."},
                  "timeout": {"type": "number", "minimum": 1, "maximum": 1000000, "description": "Seconds after which it is interrupted."},
                  "wait_seconds": {"type": "number", "minimum": 0, "maximum": 600, "description": "How long to wait for the end; 20 by default."},
                  "max_bytes": {"type": "integer", "minimum": 500, "maximum": 200000, "description": "The most bytes of outputs in the answer; 20000 by default."}}}
                """),
            SessionAnswers.Job,
            ExecuteAsync)
        { IsDestructive = true },
        new McpTool(
            "session_results",
            "Results of code in a session",
            "Answers a job as it stands: its status and its outputs. Outputs of earlier clients are there too. With wait_seconds it waits for the end that long.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["job"], "properties": {
                  "job": {"type": "string", "description": "The id that session_execute answered."},
                  "from": {"type": "integer", "minimum": 0, "description": "Read page by page: the first output message that is wanted, 0 or 'next' of an earlier answer, while it is below 'messages'. By default all outputs as they stand, cut to fit."},
                  "output": {"type": "integer", "minimum": 0, "description": "Read one output whole: its index. Long texts go on at 'next_offset'."},
                  "offset": {"type": "integer", "minimum": 0, "description": "With output: from which byte on; 0 by default."},
                  "wait_seconds": {"type": "number", "minimum": 0, "maximum": 600, "description": "How long to wait for the end; 0 by default."},
                  "max_bytes": {"type": "integer", "minimum": 500, "maximum": 200000, "description": "The most bytes of outputs in the answer; 20000 by default."}}}
                """),
            SessionAnswers.Job,
            ResultsAsync)
        { IsReadOnly = true },
        new McpTool(
            "session_interrupt",
            "Interrupt a session",
            "Interrupts what runs in a session, or takes a job that waits out of the queue. Variables stay.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["session"], "properties": {
                  "session": {"type": "string", "description": "Its id or name."},
                  "job": {"type": "string", "description": "Only this job."}}}
                """),
            Schema.Of("""{"type": "object", "required": ["session", "interrupted"], "properties": {"session": {"type": "string"}, "interrupted": {"type": ["string", "null"]}}}"""),
            (call, cancellationToken) => WithClient(async client => new McpAnswer(
                await client.InterruptAsync(call.Text("session") ?? "", call.Text("job"), cancellationToken).ConfigureAwait(false)), start: false, cancellationToken))
        { IsDestructive = true, IsIdempotent = true },
        new McpTool(
            "session_variables",
            "Variables of a session",
            "Lists the variables of a session with types, shapes and short values, without running code of the user's.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["session"], "properties": {
                  "session": {"type": "string", "description": "Its id or name."},
                  "names": {"type": "array", "items": {"type": "string"}, "description": "Only these."},
                  "wait_seconds": {"type": "number", "minimum": 0, "maximum": 60, "description": "How long a busy kernel is waited for; 5 by default."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["session", "variables"], "properties": {"session": {"type": "string"}, "left_out": {"type": "integer"},
                  "variables": {"type": "array", "items": {"type": "object", "required": ["name", "type"], "properties": {"name": {"type": "string"}, "type": {"type": "string"}}}}}}
                """),
            VariablesAsync)
        { IsReadOnly = true },
        new McpTool(
            "session_stop",
            "Stop a session",
            "Ends a session and its kernel; its variables are gone. A kernel that somebody else started goes on.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["session"], "properties": {"session": {"type": "string", "description": "Its id or name."}}}
                """),
            SessionAnswers.Session,
            (call, cancellationToken) => WithClient(async client => SessionAnswers.Of(
                await client.StopAsync(call.Text("session") ?? "", cancellationToken).ConfigureAwait(false)), start: false, cancellationToken))
        { IsDestructive = true, IsIdempotent = true },
        new McpTool(
            "sessions_list",
            "Sessions of this user",
            "Lists the sessions that run, with their states.",
            Schema.Of("""{"type": "object", "additionalProperties": false, "properties": {}}"""),
            Schema.Of("""{"type": "object", "required": ["sessions"], "properties": {"sessions": {"type": "array", "items": SESSION}}}""".Replace("SESSION", SessionAnswers.Session.ToString(), StringComparison.Ordinal)),
            (_, cancellationToken) => WithClient(async client => new McpAnswer(JsonObject.Of(("sessions", JsonArray.From(
                (await client.ListAsync(cancellationToken).ConfigureAwait(false)).Select(session => SessionAnswers.Of(session).Structured))))), start: true, cancellationToken))
        { IsReadOnly = true },
    ];

    private static Task<McpAnswer> StartAsync(McpCall call, CancellationToken cancellationToken)
    {
        var wanted = new SessionStart
        {
            Kernel = call.Text("kernel"),
            Name = call.Text("name"),
            Folder = call.Text("working_folder") is null ? call.Services.Root : call.PathOf("working_folder"),
            Sandbox = SandboxArguments.Profile(call),
        };
        wanted = call.Arguments.Has("idle_seconds") ? wanted with { Idle = call.Seconds("idle_seconds", 0) } : wanted;
        return WithClient(async client => SessionAnswers.Of(await client.StartAsync(wanted, cancellationToken).ConfigureAwait(false)), start: true, cancellationToken);
    }

    private static Task<McpAnswer> ExecuteAsync(McpCall call, CancellationToken cancellationToken)
    {
        int most = call.Integer("max_bytes", DefaultBytes);
        var request = new ExecuteRequest(call.Arguments.GetText("code") ?? "")
        {
            CellId = call.Text("cell_id"),
            Timeout = call.Arguments.Has("timeout") ? call.Seconds("timeout", 0) : null,
            Wait = call.Seconds("wait_seconds", 20),
            MaxBytes = MostHeld,
        };
        return WithClient(async client => SessionAnswers.Of(
            await client.ExecuteAsync(call.Text("session") ?? "", request, cancellationToken).ConfigureAwait(false), most, call.Services.Redactor), start: false, cancellationToken);
    }

    private static Task<McpAnswer> ResultsAsync(McpCall call, CancellationToken cancellationToken)
    {
        int most = call.Integer("max_bytes", DefaultBytes);
        string job = call.Text("job") ?? "";
        int? from = call.Arguments.Has("from") ? call.Integer("from", 0) : null;
        int? output = call.Arguments.Has("output") ? call.Integer("output", 0) : null;
        if (from is not null && output is not null)
        {
            throw McpErrors.Argument("'from' reads outputs page by page, 'output' one of them", "give from, or output with offset, and not both");
        }

        EdgeRedactor redactor = call.Services.Redactor;
        var request = new ResultsRequest { From = from, Wait = call.Seconds("wait_seconds", 0), MaxBytes = from is not null ? most : output is not null ? null : MostHeld };
        return WithClient(
            async client =>
            {
                JobView view = await client.ResultsAsync(job, request, cancellationToken).ConfigureAwait(false);

                // Many small outputs make a short page and a long answer.
                for (long size = most / 2; from is not null && view.Outputs.Count > SessionAnswers.MostOfPage && size > 0; size /= 2)
                {
                    view = await client.ResultsAsync(job, request with { Wait = TimeSpan.Zero, MaxBytes = size }, cancellationToken).ConfigureAwait(false);
                }

                return output is { } index
                    ? SessionAnswers.OfOutput(view, index, call.Integer("offset", 0), most, redactor)
                    : SessionAnswers.Of(view, most, redactor, isPage: from is not null);
            },
            start: false,
            cancellationToken);
    }

    private static Task<McpAnswer> VariablesAsync(McpCall call, CancellationToken cancellationToken) => WithClient(
        async client =>
        {
            JsonObject answer = await client.VariablesAsync(call.Text("session") ?? "", call.Seconds("wait_seconds", 5), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> names = call.Texts("names");
            JsonArray all = answer.Get<JsonArray>("variables") ?? JsonArray.Empty;
            return new McpAnswer(names.Count == 0 ? answer
                : answer.With("variables", JsonArray.From(all.OfType<JsonObject>().Where(variable => names.Contains(variable.GetText("name") ?? "")))));
        },
        start: false,
        cancellationToken);

    // A connection a call: the host may come and go while the server stays.
    private static async Task<McpAnswer> WithClient(Func<SessionClient, Task<McpAnswer>> work, bool start, CancellationToken cancellationToken)
    {
        await using SessionClient client = await SessionClient.ConnectAsync(start, cancellationToken).ConfigureAwait(false);
        return await work(client).ConfigureAwait(false);
    }
}
