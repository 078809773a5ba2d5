using System.Globalization;
using Deckle.Json;
using Deckle.Kernels;
using Deckle.Tool.Running;

namespace Deckle.Tool.Compat.Papermill;

/// <summary><c>--log-output</c> and the files for streams: a record for each message that a cell sends, whatever it ends with.</summary>
/// <param name="log">Null without <c>--log-output</c>.</param>
internal sealed class OutputRecords(PapermillLog? log, Outlet? stdout, Outlet? stderr)
{
    private int started = -1;

    public void Take(ExecutionEvent step)
    {
        switch (step)
        {
            case { Kind: ExecutionEventKind.CellStarted }:
                Begin(step.Index);
                break;
            case { Kind: ExecutionEventKind.CellFinished }:
                if (started != step.Index)
                {
                    // Text and skipped cells are told, too.
                    Begin(step.Index);
                }

                log?.Info($"Ending Cell {Number(step.Index).PadRight(43, '-')}");
                break;
            case { Message: { Type: "stream" } message }:
                Stream(message.Content);
                break;
            case { Message: { Type: "display_data" or "execute_result" or "update_display_data" } message } when log is not null:
                if (message.Content.Get<JsonObject>("data")?.GetText("text/plain") is { } plain)
                {
                    log.Info(plain);
                }

                break;
        }
    }

    private void Begin(int index)
    {
        started = index;
        log?.Info($"Executing Cell {Number(index).PadRight(40, '-')}");
    }

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private void Stream(JsonObject content)
    {
        bool isError = content.GetText("name") == "stderr";
        Outlet? file = isError ? stderr : stdout;
        if (log is null && file is null)
        {
            return;
        }

        string text = content.GetText("text") ?? "";
        file?.Write(text);
        if (isError)
        {
            log?.Warning(text);
        }
        else
        {
            log?.Info(text);
        }
    }
}
