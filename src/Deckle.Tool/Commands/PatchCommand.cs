using System.CommandLine;
using Deckle.Editing;
using Deckle.Stores;
using Deckle.Tool.Diffing;
using Deckle.Validation;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle patch</c>: nbpatch, which prints the notebook it makes, and keeps every byte that need not change.</summary>
internal static class PatchCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string>("BASE") { Description = "The notebook the diff was made from; - for standard input." };
        var diff = new Argument<string>("DIFF") { Description = "What deckle diff --json or --format nbdime, or nbdiff --out, wrote; - for standard input." };
        var output = new Option<string?>("--output", "-o") { Description = "Write the notebook there instead of printing it.", HelpName = "FILE" };
        var inPlace = new Option<bool>("--in-place") { Description = "Write the notebook in the place of BASE." };
        var check = new Option<bool>("--check") { Description = "Write nothing; exit 1 where the diff does not fit." };
        var command = new Command(
            "patch",
            """
            Apply a diff to the notebook it was made from. Where it does not fit nothing is written, and the place and reason are told.

            Example: deckle patch report.ipynb changes.json --in-place
            """)
        { notebook, diff, output, inPlace, check };
        command.SetAction(parsed => CommandLine.Guard(
            json: false,
            () => Run(parsed.GetRequiredValue(notebook), parsed.GetRequiredValue(diff), parsed.GetValue(output), parsed.GetValue(inPlace), parsed.GetValue(check))));
        return command;
    }

    private static int Run(string path, string diff, string? output, bool isInPlace, bool isCheck)
    {
        if (path == NotebookPaths.Stdin && diff == NotebookPaths.Stdin)
        {
            throw PatchErrors.StdinTwice();
        }

        if (isInPlace && (output is not null || path == NotebookPaths.Stdin))
        {
            throw output is null ? PatchErrors.NoPlace() : PatchErrors.TwoPlaces();
        }

        StoredBytes input = NotebookInput.ReadVersion(path);
        JoinedNotebook before = JoinedNotebook.Of(NotebookReader.Read(input.Content));
        Notebook after = DiffDocument.Read(StoreAddress.Redact(diff), NotebookInput.Read(diff)).Apply(path, before.Notebook);
        if (NotebookValidator.Validate(after) is { Count: > 0 } findings)
        {
            Console.Error.WriteLine($"warning: the result is not a valid notebook: {Told(findings[0])}{(findings.Count > 1 ? $" (and {findings.Count - 1} more)" : "")}");
        }

        if (isCheck)
        {
            return ExitCodes.Done;
        }

        byte[] bytes = before.Edit(input.Content, after);
        if (isInPlace)
        {
            NotebookPaths.Write(path, bytes, input.Version);
        }
        else
        {
            NotebookPaths.Write(output ?? NotebookPaths.Stdin, bytes);
        }

        return ExitCodes.Done;
    }

    private static string Told(ValidationFinding finding) => $"{finding.Path.ToReadable()}: {finding.Message}";
}
