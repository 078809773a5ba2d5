using System.Globalization;
using Deckle.Json;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>The tools that start, watch and stop runs. A run is a process of its own: it outlives the call, the client and the server.</summary>
internal static class RunTools
{
    private const double DefaultWait = 20;

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new McpTool(
            "notebook_run",
            "Run a notebook",
            "Runs a notebook from its first cell in a fresh kernel, with parameters, and saves the result as another notebook; the input stays as it is. "
            + "Waits up to wait_seconds and answers the run as it stands: when its status is 'running', ask with run_status. The run goes on without you. "
            + "Without output_path the result goes below .deckle/runs. Then read outputs with run_results.",
            Schema.Of(
                $$"""
                {"type": "object", "additionalProperties": false, "required": ["path"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."},
                  "output_path": {"type": "string", "minLength": 1, "description": "Where the executed notebook goes; it ends with .ipynb. The result of an earlier run is replaced."},
                  "expected_revision": {"type": "string", "minLength": 1, "description": "The revision of a notebook at output_path that is no result of a run, to replace it all the same."},
                  "parameters": {"type": "object", "description": "Values by name, for the cell tagged 'parameters'; see parameters_inspect."},
                  "kernel": {"type": "string", "description": "The kernel's name, where it is not the notebook's own; see kernels_list."},
                  "timeout": {"type": "number", "minimum": 1, "maximum": 1000000, "description": "Seconds the whole run may take."},
                  "cell_timeout": {"type": "number", "minimum": 1, "maximum": 1000000, "description": "Seconds each cell may take."},
                  "allow_errors": {"type": "boolean", "description": "Go on behind cells that fail."},
                  "strict": {"type": "boolean", "description": "Refuse parameters that the notebook does not declare."},
                  "working_folder": {"type": "string", "description": "The kernel's working folder; by default the server's."},
                  {{SandboxArguments.Properties}},
                  "wait_seconds": {"type": "number", "minimum": 0, "maximum": 600, "description": "How long to wait for the end; 20 by default, 0 for not at all."} } }
                """),
            RunView.Schema,
            StartAsync)
        { IsDestructive = true },
        new McpTool(
            "run_status",
            "How a run is",
            "Answers how far a run is, whether it failed and in which cell. With wait_seconds it waits for the end that long.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["run_id"], "properties": {
                  "run_id": {"type": "string", "description": "The id that notebook_run answered."},
                  "wait_seconds": {"type": "number", "minimum": 0, "maximum": 600, "description": "How long to wait for the end; 0 by default."}}}
                """),
            RunView.Schema,
            StatusAsync)
        { IsReadOnly = true },
        new McpTool(
            "runs_list",
            "Runs of this folder",
            "Lists the latest runs of the server's folder, also those of earlier servers and clients.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "properties": {
                  "limit": {"type": "integer", "minimum": 1, "maximum": 100, "description": "How many; 20 by default."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["runs", "total"], "properties": {"total": {"type": "integer"}, "runs": {"type": "array", "items": {
                  "type": "object", "required": ["run_id", "status", "path", "output_path"], "properties": {
                    "run_id": {"type": "string"}, "status": {"type": "string"}, "path": {"type": "string"}, "output_path": {"type": "string"},
                    "started": {"type": "string"}, "duration_seconds": {"type": "number"}}}}}}
                """),
            (call, _) => Task.FromResult(List(call)))
        { IsReadOnly = true },
        new McpTool(
            "run_cancel",
            "Stop a run",
            "Interrupts a run; what it has done so far stays saved. A run that does not end within grace_seconds is ended by force.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["run_id"], "properties": {
                  "run_id": {"type": "string", "description": "The id that notebook_run answered."},
                  "grace_seconds": {"type": "number", "minimum": 0.1, "maximum": 60, "description": "10 by default."}}}
                """),
            RunView.Schema,
            async (call, cancellationToken) =>
            {
                var store = new RunStore(call.Services);
                return Answer(await store.CancelAsync(store.Find(call.Text("run_id") ?? ""), call.Seconds("grace_seconds", 10), cancellationToken).ConfigureAwait(false));
            })
        { IsDestructive = true, IsIdempotent = true },
    ];

    private static async Task<McpAnswer> StartAsync(McpCall call, CancellationToken cancellationToken)
    {
        string input = Literal(call, "path", call.PathOf("path"));
        if (!File.Exists(input))
        {
            throw Stores.StoreErrors.InputMissing(call.Services.Files.Relative(input));
        }

        string? wished = ResultPlace.Of(call, input) is { } place ? Literal(call, "output_path", place) : null;
        string? working = call.Text("working_folder") is null ? null : Literal(call, "working_folder", call.PathOf("working_folder"));
        var store = new RunStore(call.Services);
        RunFolder folder = store.New();
        string output = wished ?? Path.Combine(folder.Path, Path.ChangeExtension(Path.GetFileName(input), ".ipynb"));
        JsonObject request = JsonObject.Of(
            ("path", call.Services.Files.Relative(input)),
            ("output_path", call.Services.Files.Relative(output)),
            ("started", call.Services.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)));
        folder.Create(request, Arguments(call, input, output, working, folder.Parameters), call.Arguments.Get<JsonObject>("parameters") ?? JsonObject.Empty);

        // Begun is begun: a client that gives up now finds it by runs_list.
        await DetachedRun.StartAsync(folder, call.Services.Root, CancellationToken.None).ConfigureAwait(false);
        return Answer(await store.WaitAsync(folder, call.Seconds("wait_seconds", DefaultWait), call.Progress, cancellationToken).ConfigureAwait(false));
    }

    private static List<string> Arguments(McpCall call, string input, string output, string? working, string parameters)
    {
        List<string> arguments = ["run", input, output, "--events", "steps", "--json", "--no-progress-bar", "-f", parameters];
        AddIf(call.Text("kernel"), "--kernel");
        AddIf(Number(call, "timeout"), "--timeout");
        AddIf(Number(call, "cell_timeout"), "--execution-timeout");
        AddIf(working, "--cwd");
        arguments.AddRange(call.Flag("allow_errors") ? ["--allow-errors"] : []);
        arguments.AddRange(call.Flag("strict") ? ["--strict"] : []);
        arguments.AddRange(SandboxArguments.Options(call));
        return arguments;

        void AddIf(string? value, string option)
        {
            if (value is not null)
            {
                // Attached, so that no value is taken for an option.
                arguments.Add($"{option}={value}");
            }
        }
    }

    private static string? Number(McpCall call, string name) => call.Arguments.Get<JsonNumber>(name)?.ToDouble().ToString(CultureInfo.InvariantCulture);

    // deckle run fills {parameters} into paths, behind our check of them.
    private static string Literal(McpCall call, string name, string path) =>
        path.AsSpan().IndexOfAny('{', '}') < 0 ? path : throw RunToolErrors.Template(name, call.Services.Files.Relative(path));

    private static async Task<McpAnswer> StatusAsync(McpCall call, CancellationToken cancellationToken)
    {
        var store = new RunStore(call.Services);
        return Answer(await store.WaitAsync(store.Find(call.Text("run_id") ?? ""), call.Seconds("wait_seconds", 0), call.Progress, cancellationToken).ConfigureAwait(false));
    }

    private static McpAnswer List(McpCall call)
    {
        var store = new RunStore(call.Services);
        RunFolder[] all = [.. store.Folders()];
        JsonArray runs = JsonArray.From(all.Take(call.Integer("limit", 20)).Select(store.Read).Select(run => JsonObject.Of(
            ("run_id", run.Id),
            ("status", run.Status),
            ("path", run.Path),
            ("output_path", run.OutputPath),
            ("started", run.Request.GetText("started") ?? ""),
            ("duration_seconds", run.Seconds))));
        return new McpAnswer(JsonObject.Of(("runs", runs), ("total", all.Length)));
    }

    private static McpAnswer Answer(RunRecord run) => new(RunView.Of(run)) { Text = RunView.Text(run) };
}
