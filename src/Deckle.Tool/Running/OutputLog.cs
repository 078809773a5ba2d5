using Deckle.Json;
using Deckle.Kernels;

namespace Deckle.Tool.Running;

/// <summary>
/// What cells print, passed on as it comes: to stderr with <c>--log-output</c>, and to the files of <c>--stdout-file</c> and
/// <c>--stderr-file</c>, which then hold exactly the text of each stream.
/// </summary>
internal sealed class OutputLog(Outlet? log, Outlet? stdout, Outlet? stderr)
{
    public void Write(ExecutionEvent step)
    {
        switch (step)
        {
            case { Kind: ExecutionEventKind.CellStarted }:
                log?.WriteLine($"Executing Cell {step.Index + 1}".PadRight(40, '-'));
                break;
            case { Kind: ExecutionEventKind.CellFinished, Cell.Kind: CellKind.Code }:
                log?.WriteLine($"Ending Cell {step.Index + 1}".PadRight(43, '-'));
                break;
            case { Message: { Type: "stream" } message }:
                Stream(message.Content);
                break;
            case { Message: { Type: "display_data" or "execute_result" } message } when log is not null:
                if (message.Content.Get<JsonObject>("data")?.GetText("text/plain") is { } plain)
                {
                    log.WriteLine(plain);
                }

                break;
        }
    }

    private void Stream(JsonObject content)
    {
        Outlet? file = content.GetText("name") == "stderr" ? stderr : stdout;
        if (log is null && file is null)
        {
            // Nobody listens: a text of 100 MB is not made into a string.
            return;
        }

        // Exactly what was printed: a progress bar's pieces are not lines of their own.
        string text = content.GetText("text") ?? "";
        log?.Write(text);
        file?.Write(text);
    }
}
