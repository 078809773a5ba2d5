using Deckle.Json;
using Deckle.Kernels;
using Deckle.Tool.Commands;

namespace Deckle.Tool.Running;

/// <summary>The result of <c>deckle run --json</c>: <c>deckle.run/1</c>.</summary>
internal static class RunReport
{
    public static JsonObject Json(ExecutionResult result, RunContext context)
    {
        JsonObject report = JsonObject.Of(
            ("schema", "deckle.run/1"),
            ("status", Word(result.Status)),
            ("duration_seconds", Math.Round(result.Duration.TotalSeconds, 6)),
            ("cells_executed", result.CellsExecuted),
            ("failed_cell", result.Failure is { } failure ? Failure(failure) : JsonNull.Value),
            ("scraps", Scraps(result.Notebook)),
            ("output_path", context.OutputPath is { } path ? new JsonString(path) : JsonNull.Value),
            ("kernel", context.Kernel),
            ("timings", JsonObject.Of(
                ("prepare_seconds", Seconds(context.Prepared)),
                ("kernel_start_seconds", Seconds(context.KernelStarted - context.Prepared)),
                ("execution_seconds", Seconds(result.Duration)),
                ("total_seconds", Seconds(context.Elapsed)))),
            ("warnings", JsonArray.From([.. context.Warnings, .. result.Warnings])));
        report = result.Losses.Count == 0 ? report : report.With("losses", JsonArray.From(result.Losses.Select(Loss)));
        report = context.Downloads.Count == 0 ? report : report.With("downloads", JsonArray.From(context.Downloads));
        report = context.Lost is { } lost ? report.With("error", ErrorRenderer.Json(lost)) : report;
        report = context.Sandbox is { } sandbox ? report.With("sandbox", sandbox) : report;
        report = context.Resume is { } resume ? report.With("resume", resume.ToJson()) : report;
        report = context.HostTools is { } tools ? report.With("host_tools", tools) : report;
        return context.Held is { } held ? report.With("held", KernelsKeptCommand.Json(held)) : report;
    }

    public static JsonObject Scraps(Notebook notebook) => JsonObject.From(ScrapReader.Read(notebook).Values
        .Where(scrap => scrap.Data is not null)
        .Select(scrap => new JsonMember(scrap.Name, scrap.Data!)));

    public static string Word(ExecutionStatus status) => status.ToString().ToLowerInvariant();

    public static int ExitCode(ExecutionStatus status, bool terminated) => status switch
    {
        ExecutionStatus.Completed => ExitCodes.Done,
        ExecutionStatus.Timeout => ExitCodes.Timeout,
        ExecutionStatus.Dead => ExitCodes.KernelDied,
        ExecutionStatus.Incomplete => ExitCodes.CouldNot,
        ExecutionStatus.Interrupted => terminated ? ExitCodes.Terminated : ExitCodes.Interrupted,
        _ => ExitCodes.BadNews,
    };

    public static JsonObject Failure(CellFailure failure) => JsonObject.Of(
        ("index", failure.Index),
        ("id", failure.Id is null ? JsonNull.Value : new JsonString(failure.Id)),
        ("execution_count", failure.ExecutionCount is { } count ? count : JsonNull.Value),
        ("source", failure.Source),
        ("ename", failure.ErrorName),
        ("evalue", failure.ErrorValue),
        ("traceback", JsonArray.From(failure.Traceback)));

    public static JsonObject Loss(ExecutionLoss loss) => JsonObject.Of(
        ("index", loss.Index),
        ("id", Text(loss.Id)),
        ("reason", loss.Reason),
        ("help", Text(loss.Help)));

    private static JsonValue Text(string? text) => text is null ? JsonNull.Value : new JsonString(text);

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 6);
}
