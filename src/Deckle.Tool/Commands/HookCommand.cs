using System.CommandLine;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle hook</c>: checks before a commit or a push.</summary>
internal static class HookCommand
{
    public static Command Create()
    {
        var command = new Command("hook", "Check what is committed or pushed, by the rules that pre-commit users know.\n\nExample: deckle hook install");
        command.Add(HookRunCommand.Create());
        command.Add(HookInstallCommand.Create());
        command.Add(HookUninstallCommand.Create());
        command.Add(HookListCommand.Create());
        command.Add(HookExecCommand.Create());
        return command;
    }
}
