using System.CommandLine;
using Deckle.Json;

namespace Deckle.Tool.Commands;

internal static class ValidateCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Notebooks, folders of notebooks, or - for standard input; the current folder by default.",
            DefaultValueFactory = _ => ["."],
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var fix = new Option<bool>("--fix") { Description = "Repair ids, missing empty keys and the like in place; no other byte changes." };
        var command = new Command(
            "validate",
            """
            Check notebooks against nbformat's schemas. Prints a line for each finding; exits 1 when there are any, 2 when a file cannot be read.

            Example: deckle validate notebooks/ --json
            """)
        { paths, json, fix };
        command.SetAction(parsed => CommandLine.Guard(
            parsed.GetValue(json),
            () => Run(parsed.GetValue(paths)!, parsed.GetValue(json), parsed.GetValue(fix))));
        return command;
    }

    private static int Run(string[] paths, bool isJson, bool isFixing)
    {
        if (isFixing && paths.Contains(NotebookPaths.Stdin))
        {
            throw new DeckleException("usage", "--fix repairs files, and standard input is none", "write it to a file first");
        }

        var checks = new List<NotebookCheck>();
        foreach (string path in NotebookPaths.Expand(paths))
        {
            NotebookCheck check = NotebookCheck.Of(path, isFixing);
            checks.Add(check);
            if (!isJson)
            {
                Print(check);
            }
        }

        int invalid = checks.Count(check => check.Findings.Count > 0);
        int unreadable = checks.Count(check => check.Error is not null);
        if (isJson)
        {
            JsonObject answer = JsonObject.Of(("schema", "deckle.validate/1"), ("notebooks", JsonArray.From(checks.Select(check => check.ToJson()))));
            Console.Out.WriteLine(answer.ToString());
        }
        else
        {
            Console.Error.WriteLine($"{checks.Count} {(checks.Count == 1 ? "notebook" : "notebooks")}: {checks.Count - invalid - unreadable} valid, {invalid} invalid, {unreadable} unreadable");
        }

        return unreadable > 0 ? ExitCodes.Usage : invalid > 0 ? ExitCodes.BadNews : ExitCodes.Done;
    }

    private static void Print(NotebookCheck check)
    {
        foreach (string line in check.Lines())
        {
            Console.Out.WriteLine(line);
        }

        if (check.Error is not null)
        {
            Console.Error.WriteLine($"{check.Path}: {ErrorRenderer.Text(check.Error)}");
        }
    }
}
