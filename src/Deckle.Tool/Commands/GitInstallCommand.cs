using System.CommandLine;
using Deckle.Tool.Git.Configuring;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle git install</c>: makes git call the program.</summary>
internal static class GitInstallCommand
{
    public static Command Create()
    {
        var scope = new GitScopeOptions();
        var strict = new Option<bool>(ConfigSetting.Strict) { Description = "Refuse what is no notebook, instead of passing it on unchanged with a warning." };
        var migrate = new Option<bool>("--migrate") { Description = "Replace the entries of nbstripout, nb-clean and nbdime, in committed .gitattributes too." };
        var force = new Option<bool>("--force") { Description = "Overwrite what somebody else wrote." };
        var program = new Option<string?>("--program") { HelpName = "COMMAND", Description = "What git calls, as a shell reads it; by default this program with its folder." };
        var command = new Command(
            "install",
            "Let git store notebooks without outputs (clean filter), show them as text (diff) and merge them by cell. Says what it changed; a second time it changes nothing."
            + "\n\nExample: deckle git install --attributes .gitattributes");
        scope.AddTo(command);
        command.Add(strict);
        command.Add(migrate);
        command.Add(force);
        command.Add(program);
        command.SetAction(parsed => CommandLine.Guard(json: false, () =>
        {
            InstallRequest request = scope.Read(parsed) with
            {
                IsStrict = parsed.GetValue(strict),
                Migrate = parsed.GetValue(migrate),
                Force = parsed.GetValue(force),
            };
            GitScopeOptions.Print(GitInstaller.Install(parsed.GetValue(program) is { } given ? request with { Program = given } : request), "installed");
            if (scope.WithHooks(parsed))
            {
                HookInstallCommand.Show("install", HookInstallCommand.Install([], parsed.GetValue(force)), isJson: false);
            }

            return ExitCodes.Done;
        }));
        return command;
    }
}
