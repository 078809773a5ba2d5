using System.CommandLine;
using Deckle.Tool.Git;
using Deckle.Tool.Hooks;
using Deckle.Tool.Hooks.Installing;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle hook uninstall</c>: takes away what <c>deckle hook install</c> wrote.</summary>
internal static class HookUninstallCommand
{
    public static Command Create()
    {
        Option<string[]> types = HookInstallCommand.Types();
        types.Description = $"A hook of git, repeatable: {string.Join(", ", HookStages.HookTypes)}. By default all that are installed.";
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command(
            "uninstall",
            "Take away the hooks of git that Deckle wrote. What was there before comes back.\n\nExample: deckle hook uninstall")
        {
            types, json,
        };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            var installer = new HookInstaller(GitRepository.Find());
            string[] installed = [.. HookStages.HookTypes.Where(type => installer.Find(type) is not null)];
            IEnumerable<string> chosen = parsed.GetValue(types) is { Length: > 0 } named ? named.Distinct() : installed is [] ? [HookStages.Commit] : installed;
            HookInstallCommand.Show("uninstall", [.. chosen.Select(installer.Uninstall)], parsed.GetValue(json));
            return ExitCodes.Done;
        }));
        return command;
    }
}
