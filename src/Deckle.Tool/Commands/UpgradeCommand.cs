using System.CommandLine;
using System.CommandLine.Parsing;

namespace Deckle.Tool.Commands;

internal static class UpgradeCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Notebooks, folders of notebooks, or - for standard input to standard output.",
            Arity = ArgumentArity.OneOrMore,
        };
        var to = new Option<NotebookFormat?>("--to")
        {
            Description = "The version to write: 4.5 by default. An older one is written if nothing is lost by it.",
            HelpName = "VERSION",
            CustomParser = ParseFormat,
        };
        var output = new Option<string?>("--output", "-o") { Description = "Write the one notebook there instead of in place; - for standard output.", HelpName = "OUT" };
        var check = new Option<bool>("--check") { Description = "Only list the files that would change; exit 1 when there are any." };
        var command = new Command(
            "upgrade",
            """
            Bring notebooks to another version of nbformat, in place. A notebook that is there already is not touched. Lists the files that changed.

            Example: deckle upgrade old.ipynb --to 4.4 --output new.ipynb
            """)
        { files, to, output, check };
        command.SetAction(parsed => CommandLine.Guard(json: false, () =>
        {
            NotebookFormat? target = parsed.GetValue(to);
            return new NotebookRewrite
            {
                Rewrite = file => Upgrade(file, target),
                IsCheck = parsed.GetValue(check),
                Output = parsed.GetValue(output),
            }.Run(parsed.GetValue(files)!);
        }));
        return command;
    }

    private static ReadOnlyMemory<byte> Upgrade(ReadOnlyMemory<byte> file, NotebookFormat? target)
    {
        Notebook notebook = NotebookReader.Read(file);
        if (target is null && notebook.Format > NotebookFormat.Latest)
        {
            return file;
        }

        Notebook upgraded = NotebookUpgrader.ConvertTo(notebook, target ?? NotebookFormat.Latest);
        return upgraded.Equals(notebook) ? file : NotebookWriter.Write(upgraded);
    }

    private static NotebookFormat? ParseFormat(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string[] parts = text.Split('.');
        if (parts.Length is 1 or 2 && int.TryParse(parts[0], out int major))
        {
            if (parts.Length == 2 && int.TryParse(parts[1], out int minor))
            {
                return new NotebookFormat(major, minor);
            }

            if (parts.Length == 1)
            {
                return new NotebookFormat(major, major == NotebookFormat.Latest.Major ? NotebookFormat.Latest.Minor : 0);
            }
        }

        result.AddError($"'{text}' is no version of nbformat; choose one of 2.0, 3.0, 4.0, 4.1, 4.2, 4.3, 4.4, 4.5");
        return null;
    }
}
