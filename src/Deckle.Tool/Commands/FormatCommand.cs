using System.CommandLine;

namespace Deckle.Tool.Commands;

internal static class FormatCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Notebooks, folders of notebooks, or - for standard input to standard output.",
            Arity = ArgumentArity.OneOrMore,
        };
        var check = new Option<bool>("--check") { Description = "Only list the files that would change; exit 1 when there are any." };
        var command = new Command(
            "format",
            """
            Write notebooks as nbformat does: sorted keys, one space a level, text as lists of lines. Lists the files that changed.
            Cells of nbformat 4.5 without an id, or with another cell's, get one.

            Example: deckle format --check notebooks/
            """)
        { files, check };
        command.SetAction(parsed => CommandLine.Guard(
            json: false,
            () => new NotebookRewrite { Rewrite = Format, IsCheck = parsed.GetValue(check) }.Run(parsed.GetValue(files)!)));
        return command;
    }

    private static ReadOnlyMemory<byte> Format(ReadOnlyMemory<byte> file) => NotebookWriter.Write(NotebookUpgrader.RepairIds(NotebookReader.Read(file)));
}
