using System.CommandLine;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session</c>: kernels that outlive the command, for shells and agents.</summary>
internal static class SessionCommand
{
    public static Command Create()
    {
        var command = new Command("session", "Run code piece by piece in a kernel that outlives the command.\n\nExample: deckle session start; deckle session exec '1+1'");
        command.Add(SessionStartCommand.Create());
        command.Add(SessionListCommand.Create());
        command.Add(SessionExecCommand.Create());
        command.Add(SessionResultsCommand.Create());
        command.Add(SessionRunCellCommand.Create());
        command.Add(SessionVarsCommand.Create());
        command.Add(SessionInspectCommand.Create());
        command.Add(SessionCompleteCommand.Create());
        command.Add(SessionInterruptCommand.Create());
        command.Add(SessionRestartCommand.Create());
        command.Add(SessionStopCommand.Create());
        command.Add(SessionLogCommand.Create());
        command.Add(SessionSaveCommand.Create());
        command.Add(SessionHostCommand.Create());
        return command;
    }
}
