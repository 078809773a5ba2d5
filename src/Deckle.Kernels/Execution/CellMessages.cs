using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Execution;

/// <summary>Takes the kernel's messages into the cells that caused them: outputs, counts, times. What comes after a cell is over still belongs to it.</summary>
/// <param name="output">Told of each output.</param>
internal sealed class CellMessages(OutputReducer reducer, bool recordsTiming, TimeProvider time, Action<CellRun, Message> output)
{
    private readonly Dictionary<string, CellRun> requests = new(StringComparer.Ordinal);
    private readonly List<ExecutionLoss> losses = [];

    /// <summary>What the kernel sent and somebody on the way dropped.</summary>
    public IReadOnlyList<ExecutionLoss> Losses => losses;

    /// <param name="request">The id of the message that has a cell executed.</param>
    public void Expect(string request, CellRun cell) => requests[request] = cell;

    /// <summary>The cell that a request executes; null for none.</summary>
    public CellRun? CellOf(string request) => requests.GetValueOrDefault(request);

    /// <summary>Takes one message; one that no cell caused is passed over.</summary>
    public void Apply(Message message)
    {
        if (!requests.TryGetValue(message.ParentId, out CellRun? cell))
        {
            return;
        }

        if (message.Loss is { } loss)
        {
            cell.HasLost = true;
            losses.Add(new ExecutionLoss(cell.Index, cell.Given.Id, loss.Reason, loss.Help));
            return;
        }

        if (message.Type == "execute_reply")
        {
            Time(cell, "shell.execute_reply", message);
            Count(cell, message);
            return;
        }

        if (message.Channel != Channel.IOPub)
        {
            return;
        }

        switch (message.Type)
        {
            case "status":
                Time(cell, $"iopub.status.{message.Content.GetText("execution_state")}", message);
                break;
            case "execute_input":
                Time(cell, "iopub.execute_input", message);
                Count(cell, message);
                break;
            default:
                reducer.Apply(message, cell.Area);
                output(cell, message);
                break;
        }
    }

    private static void Count(CellRun cell, Message message)
    {
        if (message.Content.Get<JsonNumber>("execution_count") is { } count)
        {
            cell.Count(count);
        }
    }

    private void Time(CellRun cell, string key, Message message)
    {
        if (recordsTiming && key is not "iopub.status.starting")
        {
            cell.Time(key, message.Date ?? time.GetUtcNow());
        }
    }
}
