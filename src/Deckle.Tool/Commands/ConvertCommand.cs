using System.CommandLine;
using Deckle.Exporting;
using Deckle.Scripts;
using Deckle.Tool.Exporting;
using Deckle.Tool.Running;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle convert A B</c>: between notebooks and percent scripts, by their endings.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("input") { Description = "A notebook, or a script whose cells begin with '# %%'; - for a notebook on stdin." };
        var output = new Argument<string?>("output") { Description = "The file to write; - for stdout. By default the input's name with the ending of --to.", Arity = ArgumentArity.ZeroOrOne };
        var to = new Option<string?>("--to") { HelpName = "FORMAT", Description = "ipynb, or py:percent, R:percent, ...; by default by the output's ending." };
        var from = new Option<string?>("--from") { HelpName = "FORMAT", Description = "What stdin holds, or a file whose ending does not say: ipynb, py:percent, ..." };
        var command = new Command(
            "convert",
            "Convert between notebooks and scripts in the percent format, both ways. Outputs stay behind.\n\nExample: deckle convert report.ipynb report.py")
        {
            input, output, to, from,
        };
        command.SetAction(parsed => CommandLine.Guard(json: false, () => Convert(
            parsed.GetRequiredValue(input), parsed.GetValue(output), Target(parsed.GetValue(to)), Target(parsed.GetValue(from)))));
        return command;
    }

    private static int Convert(string input, string? output, ExportTarget? to, ExportTarget? from)
    {
        ReadOnlyMemory<byte> bytes = NotebookInput.Read(input);
        Notebook notebook;
        ExportTarget target;
        try
        {
            ScriptLanguage? language = from is null ? ScriptLanguages.OfFile(input) : from.Language;
            notebook = NotebookUpgrader.Upgrade(language is null ? NotebookReader.Read(bytes) : ScriptInput.Read(input, bytes, language));
            target = to ?? ByEnding(output ?? throw ExportErrors.NoTarget());
            output ??= input == NotebookPaths.Stdin ? NotebookPaths.Stdin : Path.ChangeExtension(input, target.Extension(notebook));
            bytes = target.Kind == ExportKind.Notebook ? NotebookWriter.Write(notebook) : NotebookExport.Utf8(PercentWriter.Write(notebook, target.PercentLanguage(notebook)));
        }
        catch (DeckleException e) when (e.Code != "usage")
        {
            throw PreparedNotebook.InFile(input, e);
        }

        if (output != NotebookPaths.Stdin && input != NotebookPaths.Stdin && StorePath.Full(output) == StorePath.Full(input))
        {
            throw ExportErrors.Onto(input);
        }

        DocumentWriter.Write(output, new ExportedDocument(bytes, []));
        if (output != NotebookPaths.Stdin)
        {
            Console.Out.WriteLine(output);
        }

        return ExitCodes.Done;
    }

    private static ExportTarget ByEnding(string path) =>
        path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) ? new(ExportKind.Notebook)
        : ScriptLanguages.OfFile(path) is { } language ? new(ExportKind.Percent, language)
        : throw ExportErrors.UnknownEnding(path);

    private static ExportTarget? Target(string? name)
    {
        ExportTarget? target = name is null ? null : ExportTarget.Parse(name);
        return target is null or { Kind: ExportKind.Notebook or ExportKind.Percent } ? target
            : throw new DeckleException("usage", $"{name}: convert knows notebooks and percent scripts", $"write other formats with: deckle export FILE --to {name}");
    }
}
