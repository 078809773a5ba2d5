using System.CommandLine;
using Deckle.Merging;
using Deckle.Tool.Merging;

namespace Deckle.Tool.Commands;

internal static class FixCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Notebooks, folders of notebooks, or - for standard input to standard output.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<ConflictSide?> take = ResolveCommand.SideOption();
        var output = new Option<string?>("--output", "-o") { Description = "Write the one notebook there instead of in place; - for standard output.", HelpName = "OUT" };
        var check = new Option<bool>("--check") { Description = "Change nothing, say what is to be done; exit 1 when there is anything." };
        var dry = new Option<bool>("--dry-run") { Description = "Change nothing, say what would be done." };
        var diff3 = new Option<bool>("--diff3") { Description = "Show in conflicts what was there before both changes, where the file has it." };
        var backup = new Option<bool>("--backup") { Description = "Keep the broken file as FILE.bak." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command(
            "fix",
            """
            Repair files that are no notebooks any more, in place: text with merge markers becomes a notebook merged by cells, broken JSON is mended,
            what the format does not allow is put right. Says what was done, by line. What cannot be placed is told, and the file left as it is.

            Example: deckle fix notebooks/ --check
            """)
        { files, take, output, check, dry, diff3, backup, json };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () => new FixRun(new FixRequest
        {
            Paths = parsed.GetRequiredValue(files),
            Side = parsed.GetValue(take),
            Output = parsed.GetValue(output),
            IsCheck = parsed.GetValue(check),
            IsDry = parsed.GetValue(dry),
            Merge = new MergeOptions { ShowsBase = parsed.GetValue(diff3) },
            KeepsBackup = parsed.GetValue(backup),
            IsJson = parsed.GetValue(json),
        }).Run()));
        return command;
    }
}
