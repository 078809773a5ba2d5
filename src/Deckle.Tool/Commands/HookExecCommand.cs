using System.CommandLine;
using Deckle.Tool.Git;
using Deckle.Tool.Hooks;
using Deckle.Tool.Hooks.Checking;
using Deckle.Tool.Hooks.Selecting;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle hook exec</c>: does what the program of a hook does, called by pre-commit.</summary>
internal static class HookExecCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The hook." };
        var words = new Argument<string[]>("ARG") { Description = "Behind --: its arguments, and the files, as pre-commit gives them.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(
            "exec",
            "Do what the program of one hook does with arguments and files: mend, report, exit 1. For configurations of pre-commit.\n\nExample: deckle hook exec check-added-large-files -- --maxkb=300 data.bin")
        {
            id, words,
        };
        command.SetAction(parsed => CommandLine.Guard(false, () =>
        {
            string name = parsed.GetRequiredValue(id);
            KnownHook known = KnownHooks.Find(name) ?? throw HookErrors.Unknown(name, [.. KnownHooks.All.Select(hook => hook.Id)]);
            return Run(known, parsed.GetValue(words) ?? []);
        }));
        return command;
    }

    private static int Run(KnownHook known, string[] words)
    {
        GitRepository repository = GitRepository.Find();
        (Hook hook, string[] files) = Split(known, words);
        HookOutcome outcome = new HookRunner(repository, [hook]) { IsFixing = true }.Run(new FileSelector(repository).Named(files))[0];
        foreach (string line in outcome.Fixes.Select(fix => fix.Message).Concat(outcome.Findings.Select(finding => finding.Message)))
        {
            Console.Out.WriteLine(line);
        }

        return outcome.Status == HookStatus.Failed ? ExitCodes.BadNews : ExitCodes.Done;
    }

    // Files stand at the end. Where a file has the name of an option's value, the option would lack it: the value goes to it.
    private static (Hook Hook, string[] Files) Split(KnownHook known, string[] words)
    {
        int first = words.Length;
        while (first > 0 && Path.Exists(words[first - 1]))
        {
            first--;
        }

        for (; ; first++)
        {
            try
            {
                // pre-commit has chosen the files by type.
                return (Hook.Of(known, words[..first]) with { Types = [] }, words[first..]);
            }
            catch (DeckleException) when (first < words.Length)
            {
                // One more word.
            }
        }
    }
}
