using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Specs;
using Deckle.Tool.Commands;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>The tools that tell what can run notebooks here, and that test notebooks.</summary>
internal static class KernelTools
{
    private const int MostText = 1_500;
    private const int MostCells = 50;

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new McpTool(
            "kernels_list",
            "Kernels of this machine",
            "Lists the kernels that can run notebooks here, with their languages, and what is wrong with those that cannot.",
            Schema.Of("""{"type": "object", "additionalProperties": false, "properties": {}}"""),
            Schema.Of(
                """
                {"type": "object", "required": ["kernels", "searched"], "properties": {
                  "kernels": {"type": "array", "items": {"type": "object", "required": ["name", "display_name", "language", "usable"], "properties": {
                    "name": {"type": "string"}, "display_name": {"type": "string"}, "language": {"type": "string"}, "usable": {"type": "boolean"},
                    "problem": {"type": "string"}, "found": {"type": "string"}}}},
                  "searched": {"type": "array", "items": {"type": "string"}}}}
                """),
            (call, _) => Task.FromResult(Kernels(call)))
        { IsReadOnly = true },
        new McpTool(
            "notebook_test",
            "Test a notebook",
            "Runs a notebook in a fresh kernel and compares what its cells give with the outputs it holds: whether a clean rerun gives the same. "
            + "The notebook stays as it is. Answers the cells that failed, with how they differ. Waits for the end; for long notebooks give cell_timeout.",
            Schema.Of(
                """
                {"type": "object", "additionalProperties": false, "required": ["path"], "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The notebook, from the server's folder."},
                  "lax": {"type": "boolean", "description": "Compare only cells marked NBVAL_CHECK_OUTPUT; errors count all the same."},
                  "rtol": {"type": "number", "minimum": 0, "maximum": 1, "description": "How far numbers may differ, relative to the expected one."},
                  "ignore": {"type": "array", "items": {"type": "string"}, "description": "Streams and media types that are not compared, such as stderr or text/html."},
                  "against": {"type": "string", "description": "An executed notebook to compare with; then nothing is run."},
                  "kernel": {"type": "string", "description": "The kernel's name, where it is not the notebook's own."},
                  "cell_timeout": {"type": "number", "minimum": 1, "maximum": 1000000, "description": "Seconds each cell may take."}}}
                """),
            Schema.Of(
                """
                {"type": "object", "required": ["path", "passed", "counts", "failed"], "properties": {
                  "path": {"type": "string"}, "passed": {"type": "boolean"}, "duration_seconds": {"type": "number"}, "counts": {"type": "object"},
                  "warnings": {"type": "array", "items": {"type": "string"}}, "error": {"type": ["object", "null"]},
                  "failed": {"type": "array", "items": {"type": "object", "required": ["name", "index", "outcome"], "properties": {
                    "name": {"type": "string"}, "cell_id": {"type": ["string", "null"]}, "index": {"type": "integer"}, "outcome": {"type": "string"},
                    "message": {"type": ["string", "null"]}, "text": {"type": "string"}}}},
                  "failed_left_out": {"type": "integer"}}}
                """),
            TestAsync)
        { IsReadOnly = true },
    ];

    private static McpAnswer Kernels(McpCall call)
    {
        JsonObject all = KernelsCommand.Json(new KernelSpecs(KernelSearch.FromProcess(call.Services.Root).Distrusting([])));
        JsonArray kernels = JsonArray.From((all.Get<JsonObject>("kernelspecs") ?? JsonObject.Empty).Select(member => Kernel(member.Key, (JsonObject)member.Value)));
        return new McpAnswer(JsonObject.Of(
            ("kernels", kernels),
            ("searched", JsonArray.From((all.Get<JsonArray>("searched") ?? JsonArray.Empty).OfType<JsonObject>().Select(place => place.GetText("path") ?? "")))));
    }

    private static JsonObject Kernel(string name, JsonObject kernel)
    {
        JsonObject spec = kernel.Get<JsonObject>("spec") ?? JsonObject.Empty;
        JsonObject? problem = kernel.Get<JsonObject>("problem");
        JsonObject one = JsonObject.Of(
            ("name", name),
            ("display_name", spec.GetText("display_name") ?? name),
            ("language", spec.GetText("language") ?? ""),
            ("usable", problem is null),
            ("found", kernel.Get<JsonObject>("found")?.GetText("how") ?? ""));
        return problem is null ? one : one.With("problem", problem.GetText("message") ?? "");
    }

    private static async Task<McpAnswer> TestAsync(McpCall call, CancellationToken cancellationToken)
    {
        string path = call.Services.Files.Relative(call.PathOf("path"));
        List<string> arguments = ["test", $"./{path}", "--json"];
        arguments.AddRange(call.Flag("lax") ? ["--lax"] : []);
        arguments.AddRange(call.Arguments.Get<JsonNumber>("rtol") is { } rtol ? [$"--rtol={rtol}"] : []);
        arguments.AddRange(call.Texts("ignore").Select(key => $"--ignore={key}"));
        arguments.AddRange(call.Text("against") is null ? [] : [$"--against=./{call.Services.Files.Relative(call.PathOf("against"))}"]);
        arguments.AddRange(call.Text("kernel") is { } kernel ? [$"--kernel={kernel}"] : []);
        arguments.AddRange(call.Arguments.Get<JsonNumber>("cell_timeout") is { } seconds ? [$"--cell-timeout={seconds.ToDouble().ToString(CultureInfo.InvariantCulture)}"] : []);
        (int code, string output, string log) = await AttachedRun.RunAsync(arguments, call.Services.Root, cancellationToken).ConfigureAwait(false);
        JsonObject report = Report(output) ?? throw RunToolErrors.TestFailed(code, BoundedText.Of(log, MostText));
        if ((report.Get<JsonObject>("error") ?? Untested(report)) is { } refused)
        {
            throw new DeckleException(refused.GetText("code") ?? McpErrors.Internal, refused.GetText("message") ?? "", refused.GetText("help"))
            {
                Facts = [.. (refused.Get<JsonObject>("facts") ?? JsonObject.Empty).Select(fact => (fact.Key, (fact.Value as JsonString)?.Text ?? ""))],
            };
        }

        return new McpAnswer(Short(path, report));
    }

    // Where no cell was judged, there is no result that its error could be a part of.
    private static JsonObject? Untested(JsonObject report) => (report.Get<JsonArray>("notebooks") ?? JsonArray.Empty).OfType<JsonObject>().FirstOrDefault() is { } notebook
        && notebook.Get<JsonArray>("cells") is not { Count: > 0 } ? notebook.Get<JsonObject>("error") : null;

    private static JsonObject Short(string path, JsonObject report)
    {
        JsonObject notebook = (report.Get<JsonArray>("notebooks") ?? JsonArray.Empty).OfType<JsonObject>().FirstOrDefault() ?? JsonObject.Empty;
        JsonObject[] failed = [.. (notebook.Get<JsonArray>("cells") ?? JsonArray.Empty).OfType<JsonObject>().Where(cell => cell.GetText("outcome") is "failed" or "flaky")];
        return JsonObject.Of(
            ("path", path),
            ("passed", report["passed"] is JsonBoolean { Value: true }),
            ("duration_seconds", report["duration_seconds"] ?? 0),
            ("counts", report.Get<JsonObject>("counts") ?? JsonObject.Empty),
            ("warnings", notebook.Get<JsonArray>("warnings") ?? JsonArray.Empty),
            ("error", notebook.Get<JsonObject>("error") ?? (JsonValue)JsonNull.Value),
            ("failed", JsonArray.From(failed.Take(MostCells).Select(cell => JsonObject.Of(
                ("name", cell.GetText("name") ?? ""),
                ("cell_id", cell["id"] ?? JsonNull.Value),
                ("index", cell["index"] ?? 0),
                ("outcome", cell.GetText("outcome") ?? ""),
                ("message", cell["message"] ?? JsonNull.Value),
                ("text", BoundedText.Of(cell.GetText("text") ?? "", MostText)))))),
            ("failed_left_out", Math.Max(0, failed.Length - MostCells)));
    }

    private static JsonObject? Report(string output)
    {
        try
        {
            return JsonReader.Read(output) as JsonObject;
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }
}
