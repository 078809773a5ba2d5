using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Mcp.Redaction;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>A run as it stands, read from its folder.</summary>
internal sealed record RunRecord
{
    // Of what a run says on stderr; the end tells most.
    private const int MostLog = 2_000;

    public required string Id { get; init; }

    public required JsonObject Request { get; init; }

    /// <summary><c>running</c>, the word of the run's report, <c>error</c> for one that could not be made, or <c>lost</c> for one that somebody else than a client killed.</summary>
    public required string Status { get; init; }

    public int? ExitCode { get; init; }

    public int CellsDone { get; init; }

    public int? CellsTotal { get; init; }

    /// <summary><c>{id, index}</c> of the cell that runs; null for none.</summary>
    public JsonObject? CurrentCell { get; init; }

    /// <summary>The place of the cell that ran and did not end while the run did; null for none.</summary>
    public int? StoppedIn { get; init; }

    /// <summary><c>deckle.run/1</c>; null while it goes on and where there is none.</summary>
    public JsonObject? Report { get; init; }

    public JsonObject? Error { get; init; }

    /// <summary>Of a run that was killed: until it last said something.</summary>
    public double Seconds { get; init; }

    public string Log { get; init; } = "";

    // In seconds: until a program that is started says that it is the run.
    private const double LongestStart = 20;

    public bool IsOver => Status != "running";

    /// <summary>The notebook that ran, from the server's folder.</summary>
    public string Path => Request.GetText("path") ?? "";

    /// <summary>The notebook that it writes.</summary>
    public string OutputPath => Request.GetText("output_path") ?? "";

    public static RunRecord Read(RunFolder folder, DateTimeOffset now, EdgeRedactor redactor)
    {
        JsonObject request = folder.ReadRequest();

        // In this order: a run writes its code before it lets go.
        bool isHeld = folder.IsHeld() || (folder.IsNew && Since(request, now) < LongestStart);
        int? code = folder.ExitCode();
        JsonObject[] lines = [.. folder.ReadSteps().Split('\n').Select(Line).OfType<JsonObject>()];
        JsonObject? report = lines.FirstOrDefault(line => line.Has("schema") && line.GetText("schema") == "deckle.run/1");
        JsonObject? error = lines.Select(line => line.Get<JsonObject>("error")).FirstOrDefault(each => each is not null);
        string status = report?.GetText("status") is { } word && code is not null ? word
            : code is null && isHeld ? "running"
            : code is ExitCodes.Interrupted or ExitCodes.Terminated || (code is null && folder.IsCancelled) ? "interrupted"
            : code is null ? "lost"
            : "error";
        JsonObject? began = lines.LastOrDefault(line => line.GetText("event") is "cell_started" or "cell_finished");
        JsonObject? current = began?.GetText("event") == "cell_started" ? JsonObject.Of(("id", began["id"]!), ("index", began["index"]!)) : null;
        return new RunRecord
        {
            Id = folder.Id,
            Request = request,
            Status = status,
            ExitCode = code,
            CellsDone = lines.Count(line => line.GetText("event") == "cell_finished"),
            CellsTotal = lines.FirstOrDefault(line => line.GetText("event") == "run_started")?.Get<JsonNumber>("cells") is { } total && total.TryGetInt64(out long count) ? (int)count : null,
            CurrentCell = status == "running" ? current : null,
            StoppedIn = status != "running" && current?["index"] is JsonNumber index && index.TryGetInt64(out long place) ? (int)place : null,
            Report = report is null ? null : redactor.Redact(report),
            Error = error ?? (status == "lost" ? ErrorRenderer.Json(RunToolErrors.Lost(current?.GetText("id") ?? current?["index"]?.ToString())) : null),
            Seconds = report?.Get<JsonObject>("timings")?.Get<JsonNumber>("total_seconds")?.ToDouble()
                ?? (status == "running" ? Since(request, now) : folder.LastSign() is { } last ? Since(request, last) : 0),
            Log = Tail(redactor.Redact(folder.ReadLog())),
        };
    }

    private static double Since(JsonObject request, DateTimeOffset now) =>
        DateTimeOffset.TryParse(request.GetText("started"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset started)
            ? Math.Round(Math.Max(0, (now - started).TotalSeconds), 3)
            : 0;

    // The last line may be half written.
    private static JsonObject? Line(string text)
    {
        try
        {
            return text.StartsWith('{') ? JsonReader.Read(text) as JsonObject : null;
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }

    private static string Tail(string log) => log.Length <= MostLog ? log.Trim() : $"… {log.Length - MostLog} characters before …\n{log[^MostLog..].Trim()}";
}
