using System.CommandLine;
using Deckle.Tool.Git;
using Deckle.Tool.Hooks;
using Deckle.Tool.Hooks.Checking;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle hook run</c>: runs hooks over files. Its options are those of <c>pre-commit run</c>.</summary>
internal static class HookRunCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("ID") { Description = "Hooks to run, by id or alias; all of the stage by default.", Arity = ArgumentArity.ZeroOrMore };
        var staged = new Option<bool>("--staged") { Description = "What is staged, as it would be committed: the default." };
        var allFiles = new Option<bool>("--all-files", "-a") { Description = "All files of the repository, as they are in the work tree." };
        var files = new Option<string[]?>("--files") { HelpName = "FILE", Description = "These files, as they are in the work tree.", AllowMultipleArgumentsPerToken = true };
        var fromRef = new Option<string?>("--from-ref", "--source", "-s") { HelpName = "REF", Description = "With --to-ref: what was changed since the two parted, as it is at the second." };
        var toRef = new Option<string?>("--to-ref", "--origin", "-o") { HelpName = "REF", Description = "See --from-ref." };
        var stage = new Option<string>("--hook-stage", "--stage") { HelpName = "STAGE", Description = $"When it is: {string.Join(", ", HookStages.All)}.", DefaultValueFactory = _ => HookStages.Commit };
        var fix = new Option<bool>("--fix") { Description = "Mend what can be mended, in the work tree; staging it is left to you." };
        var failFast = new Option<bool>("--fail-fast") { Description = "Stop after the first hook that fails." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show the lines of hooks that passed too." };
        var config = new Option<string?>("--config", "-c") { HelpName = "FILE", Description = "The configuration, where it is not .pre-commit-config.yaml." };
        var defaults = new Option<bool>("--defaults") { Description = "Run the default hooks, whatever is configured." };
        var remote = new Option<string?>("--remote-name") { HelpName = "NAME", Description = "What is pushed to a remote; git tells it on stdin.", Hidden = true };
        var remoteUrl = new Option<string?>("--remote-url") { HelpName = "URL", Description = "Taken and not needed.", Hidden = true };
        var message = new Option<string?>("--commit-msg-filename") { HelpName = "FILE", Description = "The file with the commit's message, for the stage commit-msg." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command(
            "run",
            """
            Run the hooks of .pre-commit-config.yaml that are known here, or a default set, on what is staged. Exits 1 when one fails or mends something.

            Example: deckle hook run --all-files --fix
            """)
        {
            ids, staged, allFiles, files, fromRef, toRef, stage, fix, failFast, verbose, config, defaults, message, remote, remoteUrl, json,
        };

        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            var request = new HookRequest
            {
                Ids = parsed.GetValue(ids) ?? [],
                Stage = HookStages.Find(parsed.GetRequiredValue(stage)) ?? throw Usage($"--hook-stage {parsed.GetValue(stage)}: must be one of {string.Join(", ", HookStages.All)}"),
                AllFiles = parsed.GetValue(allFiles),
                Files = parsed.GetResult(files) is null ? null : parsed.GetValue(files) ?? [],
                FromRef = parsed.GetValue(fromRef),
                ToRef = parsed.GetValue(toRef),
                Remote = parsed.GetValue(remote),
                MessageFile = parsed.GetValue(message),
                Config = parsed.GetValue(config),
                UsesDefaults = parsed.GetValue(defaults),
                IsFixing = parsed.GetValue(fix),
                FailsFast = parsed.GetValue(failFast),
            };
            Check(request, parsed.GetValue(staged));
            return Run(request, parsed.GetValue(verbose), parsed.GetValue(json));
        }));
        return command;
    }

    private static void Check(HookRequest request, bool isStaged)
    {
        string[] ways =
        [
            .. isStaged ? (string[])["--staged"] : [],
            .. request.AllFiles ? (string[])["--all-files"] : [],
            .. request.Files is not null ? (string[])["--files"] : [],
            .. request.FromRef is not null || request.ToRef is not null ? (string[])["--from-ref and --to-ref"] : [],
        ];
        if (ways.Length > 1)
        {
            throw Usage($"{string.Join(" and ", ways)} are different files; give one of them");
        }

        if (request.FromRef is null != request.ToRef is null)
        {
            throw Usage("--from-ref and --to-ref go together; give both");
        }

        if (HookStages.HasMessage(request.Stage) && request.MessageFile is null && ways.Length == 0)
        {
            throw Usage($"--hook-stage {request.Stage} is about a message; name its file with --commit-msg-filename");
        }
    }

    private static int Run(HookRequest request, bool isVerbose, bool isJson)
    {
        HookSession session = HookSession.Run(GitRepository.Find(), request, Environment.GetEnvironmentVariable("SKIP"), Console.In.ReadToEnd);
        foreach (string note in session.Notes)
        {
            Console.Error.WriteLine($"note: {note}");
        }

        if (isJson)
        {
            Console.Out.WriteLine(HookReport.Json(request.Stage, session.Outcomes, session.Config).ToString());
        }
        else
        {
            bool colours = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
            Console.Out.Write(HookReport.Text(session.Outcomes, session.Hooks, isVerbose, colours));
            Console.Error.Write(HookReport.Foreign(session.Config));
            if (!request.IsFixing && session.Outcomes.SelectMany(outcome => outcome.Fixable).Distinct().Count() is > 0 and int fixable)
            {
                Console.Error.WriteLine($"help: {fixable} {(fixable == 1 ? "file" : "files")} can be mended: deckle hook run --fix");
            }
        }

        return session.Outcomes.Any(outcome => outcome.Status == HookStatus.Failed) ? ExitCodes.BadNews : ExitCodes.Done;
    }

    private static DeckleException Usage(string message) => new("usage", message, "deckle hook run --help");
}
