using System.CommandLine;
using Deckle.Tool.Git.Configuring;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle git uninstall</c>: takes back what <c>install</c> wrote.</summary>
internal static class GitUninstallCommand
{
    public static Command Create()
    {
        var scope = new GitScopeOptions();
        var command = new Command("uninstall", "Remove from git's configuration and attributes what install wrote, and nothing else.\n\nExample: deckle git uninstall");
        scope.AddTo(command);
        command.SetAction(parsed => CommandLine.Guard(json: false, () =>
        {
            GitScopeOptions.Print(GitInstaller.Uninstall(scope.Read(parsed)), "uninstalled");
            if (scope.WithHooks(parsed))
            {
                HookInstallCommand.Show("uninstall", HookUninstallCommand.Uninstall([]), isJson: false);
            }

            return ExitCodes.Done;
        }));
        return command;
    }
}
