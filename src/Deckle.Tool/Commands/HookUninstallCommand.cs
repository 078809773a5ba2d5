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
            HookInstallCommand.Show("uninstall", Uninstall(parsed.GetValue(types) ?? []), parsed.GetValue(json));
            return ExitCodes.Done;
        }));
        return command;
    }

    /// <param name="types">Hooks of git; none for all that are installed.</param>
    /// <exception cref="DeckleException"><c>hook-not-writable</c>.</exception>
    public static IReadOnlyList<HookChange> Uninstall(string[] types)
    {
        var installer = new HookInstaller(GitRepository.Find());
        string[] installed = [.. installer.Installed];
        IEnumerable<string> chosen = types is { Length: > 0 } ? types.Distinct() : installed is [] ? [HookStages.Commit] : installed;
        return [.. chosen.Select(installer.Uninstall)];
    }
}
