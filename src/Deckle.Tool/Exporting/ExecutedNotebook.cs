using Deckle.Kernels;
using Deckle.Tool.Running;

namespace Deckle.Tool.Exporting;

/// <summary>Runs a notebook before it is exported, on the same way as <c>deckle run</c>.</summary>
internal static class ExecutedNotebook
{
    /// <summary>The notebook with its new outputs; null when it failed, which has been told, with the exit code.</summary>
    public static (Notebook? Notebook, int ExitCode) Run(RunRequest request)
    {
        // nbconvert runs a notebook where it lies.
        string folder = request.Folder ?? StorePath.LocalFolder(request.Input) ?? ".";
        var runner = new NotebookRunner(request with { Folder = folder }, TimeProvider.System);
        PreparedNotebook prepared = runner.Prepare();
        using var signals = new RunSignals();
        try
        {
            ExecutionResult result = runner.RunAsync(prepared, _ => { }, signals.Token, signals.Hurry).GetAwaiter().GetResult();
            RunConsole.Warn(Console.Error, [.. runner.Context.Warnings, .. result.Warnings]);
            if (result.Failure is { } failure && result.Status != ExecutionStatus.Completed)
            {
                RunConsole.ShowFailure(Console.Error, failure, result.Status, colours: false);
            }

            return (result.Status == ExecutionStatus.Completed ? result.Notebook : null, RunReport.ExitCode(result.Status, signals.WasTerminated));
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            CommandLine.Show(RunErrors.Stopped(), json: false);
            return (null, RunReport.ExitCode(ExecutionStatus.Interrupted, signals.WasTerminated));
        }
    }
}
