using System.Globalization;
using Deckle.Json;
using Deckle.Selecting;

namespace Deckle.Kernels.Execution;

/// <summary>One cell while its notebook runs. Its JSON is made anew only after something changed, so that a save costs what changed.</summary>
internal sealed class CellRun
{
    private readonly Cell prepared;
    private readonly MetadataStyle style;
    private Cell? left;
    private Cell? current;
    private JsonObject timing = JsonObject.Empty;
    private JsonValue executionCount = JsonNull.Value;

    public CellRun(int index, Cell cell, OutputArea area, MetadataStyle style)
    {
        this.style = style;
        Index = index;
        Given = cell;
        Area = area;
        prepared = cell.Kind == CellKind.Code
            ? cell.With("outputs", JsonArray.Empty).With("execution_count", JsonNull.Value).WithMetadata(cell.Metadata.Without("execution"))
            : cell;
    }

    public int Index { get; }

    /// <summary>The cell as it came.</summary>
    public Cell Given { get; }

    public OutputArea Area { get; }

    public ExecutionStatus Status { get; private set; }

    public DateTimeOffset? Start { get; private set; }

    public DateTimeOffset? End { get; private set; }

    public long? ExecutionCount => (executionCount as JsonNumber)?.TryGetInt64(out long count) == true ? count : null;

    /// <summary>Whether something that it gave was lost on the way.</summary>
    public bool HasLost { get; set; }

    public bool HasChanged => left is null && (current is null || Area.HasChanged);

    /// <summary>The cell as it stands.</summary>
    public Cell Current
    {
        get
        {
            if (left is not null)
            {
                return left;
            }

            if (current is null || Area.HasChanged)
            {
                current = Build();
            }

            return current;
        }
    }

    /// <summary>Takes note of a cell that is not run: it keeps its outputs, and of an earlier run all that it says.</summary>
    public void Plan(CellAction action)
    {
        if (action == CellAction.Keep)
        {
            Status = ExecutionStatus.Completed;
            left = Given;
        }
        else if (action == CellAction.Leave)
        {
            Status = ExecutionStatus.Skipped;
            left = Given.WithMetadata(RunMetadata.Cell(Given.Metadata, Status, start: null, end: null, style));
        }
    }

    public void Begin(DateTimeOffset now)
    {
        Status = ExecutionStatus.Running;
        Start = now;
        current = null;
    }

    public void Finish(ExecutionStatus status, DateTimeOffset now)
    {
        Status = status;
        Start ??= now;
        End = now;
        current = null;
    }

    /// <summary>A cell that is passed by: not reached, so it has no times.</summary>
    public void Pass()
    {
        Status = ExecutionStatus.Skipped;
        current = null;
    }

    public void Count(JsonValue count)
    {
        executionCount = count;
        current = null;
    }

    /// <summary>When the kernel did something, as nbclient's <c>metadata.execution</c> has it.</summary>
    public void Time(string key, DateTimeOffset when)
    {
        timing = timing.With(key, when.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
        current = null;
    }

    /// <summary>The longest this cell may run, by its tag <c>timeout=SECONDS</c>; null without one.</summary>
    public TimeSpan? TaggedTimeout
    {
        get
        {
            foreach (string tag in Given.Tags)
            {
                if (tag.StartsWith("timeout=", StringComparison.Ordinal)
                    && double.TryParse(tag.AsSpan(8), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
                    && seconds is > 0 and < 1e9)
                {
                    return TimeSpan.FromSeconds(seconds);
                }
            }

            return null;
        }
    }

    private Cell Build()
    {
        JsonObject metadata = RunMetadata.Cell(prepared.Metadata, Status, Start, End, style);
        if (prepared.Kind != CellKind.Code)
        {
            return prepared.WithMetadata(metadata);
        }

        metadata = timing.Count == 0 ? metadata : metadata.With("execution", timing);
        return prepared.WithMetadata(metadata).With("outputs", Area.ToJson()).With("execution_count", executionCount);
    }
}
