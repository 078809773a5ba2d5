using System.Globalization;
using Deckle.Json;
using Deckle.Kernels;

namespace Deckle.Tool.Running;

/// <summary><c>--events jsonl</c>: one JSON object a line for each step of a run (<c>deckle.event/1</c>).</summary>
/// <param name="stepsOnly"><c>--events steps</c>: without what cells hold and give, so that the log stays small.</param>
internal sealed class EventLog(Outlet outlet, bool stepsOnly = false)
{
    public void Write(ExecutionEvent step)
    {
        if (stepsOnly && step.Kind == ExecutionEventKind.CellOutput)
        {
            return;
        }

        JsonObject line = JsonObject.Of(("event", Name(step.Kind)), ("time", step.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)));
        switch (step.Kind)
        {
            case ExecutionEventKind.RunStarted:
                line = line.With("schema", "deckle.event/1").With("cells", step.CellCount);
                break;
            case ExecutionEventKind.CellStarted:
                line = stepsOnly ? Cell(line, step) : Cell(line, step).With("source", step.Cell!.Source);
                break;
            case ExecutionEventKind.CellOutput:
                line = Cell(line, step).With("output_type", step.Message!.Type).With("content", step.Message.Content.Without("transient"));
                break;
            case ExecutionEventKind.CellFinished:
                line = Cell(line, step).With("status", RunReport.Word(step.Status)).With("duration_seconds", step.Duration.TotalSeconds);
                break;
            default:
                line = line.With("status", RunReport.Word(step.Status)).With("duration_seconds", step.Duration.TotalSeconds);
                break;
        }

        outlet.WriteLine(line.ToString());
    }

    private static JsonObject Cell(JsonObject line, ExecutionEvent step) =>
        line.With("index", step.Index).With("id", step.Cell?.Id is { } id ? new JsonString(id) : JsonNull.Value);

    private static string Name(ExecutionEventKind kind) => kind switch
    {
        ExecutionEventKind.RunStarted => "run_started",
        ExecutionEventKind.CellStarted => "cell_started",
        ExecutionEventKind.CellOutput => "output",
        ExecutionEventKind.CellFinished => "cell_finished",
        _ => "run_finished",
    };
}
