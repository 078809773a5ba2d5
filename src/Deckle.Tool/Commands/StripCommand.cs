using System.CommandLine;
using Deckle.Json;
using Deckle.Tool.Settings;
using Deckle.Tool.Stripping;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle strip</c>: nbstripout's options and nb-clean's, over those of the settings.</summary>
internal static class StripCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Notebooks, folders of notebooks, or - for standard input to standard output.", Arity = ArgumentArity.OneOrMore };
        var keepId = new Option<bool>("--keep-id") { Description = "Keep ids of cells, whatever settings say; without it they stay too, unless settings say otherwise." };
        var check = new Option<bool>("--check", "--verify") { Description = "Change nothing, list what would go; exit 1 when there is any." };
        var dry = new Option<bool>("--dry-run") { Description = "Change nothing, list what would go." };
        var textconv = new Option<bool>("--textconv", "-t") { Description = "Write to standard output and leave the files as they are." };
        var output = new Option<string?>("--output") { Description = "Write the one notebook there.", HelpName = "FILE" };
        var canonical = new Option<bool>("--canonical") { Description = "Write notebooks as nbformat does; else every byte stays that need not go." };
        var mode = new Option<NotebookMode?>("--mode", "-m") { Description = "What the files are (jupyter, zeppelin); by default told by their names.", HelpName = "MODE" };
        var force = new Option<bool>("--force", "-f") { Description = "Strip files of any name." };
        var json = new Option<bool>("--json") { Description = "Print an object with what goes." };
        var command = new Command(
            "strip",
            """
            Remove outputs, execution counts and editors' metadata from notebooks, in place. Cells with the tag keep_output keep theirs.
            Options stand above the settings of the notebook's folder (see `deckle settings`). Lists take words with spaces between them.

            Example: deckle strip --check notebooks/
            """)
        { files, check, dry, textconv, output, canonical, mode, force, json };
        SettingOptions.AddTo(command, "strip");
        command.Add(keepId);
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () => new StripRun(new StripRequest
        {
            Paths = parsed.GetRequiredValue(files),
            Settings = new StripSettings(new SettingsSearch(), [.. SettingOptions.Read(parsed, "strip"), .. parsed.GetValue(keepId) ? (SettingValue[])[KeepIds] : []]),
            Mode = parsed.GetValue(mode),
            IsCanonical = parsed.GetValue(canonical),
            IsForced = parsed.GetValue(force),
            IsDry = parsed.GetValue(dry) || parsed.GetValue(check),
            IsCheck = parsed.GetValue(check),
            IsTextConversion = parsed.GetValue(textconv),
            Output = parsed.GetValue(output),
            IsJson = parsed.GetValue(json),
        }).Run()));
        return command;
    }

    private static SettingValue KeepIds => new(KnownSettings.Find("strip.ids")!, new JsonString("keep"), SettingOrigin.Option, "--keep-id");
}
