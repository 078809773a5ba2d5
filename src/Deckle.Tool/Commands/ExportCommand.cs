using System.CommandLine;
using Deckle.Exporting;
using Deckle.Json;
using Deckle.Tool.Exporting;
using Deckle.Tool.Rendering.Pages;
using Deckle.Tool.Running;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle export NB --to FORMAT</c>: nbconvert's work, with its flags.</summary>
internal sealed class ExportCommand
{
    private readonly Argument<string[]> notebooks = new("NOTEBOOK") { Description = "Notebooks, scripts, folders of notebooks, or - for stdin.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> to = new("--to") { HelpName = "FORMAT", Description = "html (the default), markdown, script, rst, latex, pdf, slides, py:percent, ipynb." };
    private readonly Option<string?> output = new("--output", "-o") { HelpName = "NAME", Description = "The document's name; {notebook_name} in it is filled in; - for stdout." };
    private readonly Option<string?> folder = new("--output-dir") { HelpName = "FOLDER", Description = "Where documents go; by default beside each notebook." };
    private readonly Option<bool> stdout = new("--stdout") { Description = "Write the document to stdout." };
    private readonly Option<bool> inPlace = new("--inplace") { Description = "Overwrite the notebook; only to ipynb." };
    private readonly Option<bool> clear = new("--clear-output") { Description = "Remove all outputs, and overwrite the notebook." };
    private readonly Option<bool> execute = new("--execute") { Description = "Run the notebook first, in its folder; one that fails is not exported." };
    private readonly Option<bool> noInput = new("--no-input") { Description = "Leave code and prompts out." };
    private readonly Option<bool> noPrompt = new("--no-prompt") { Description = "Leave prompts out." };
    private readonly Option<bool> embed = new("--embed-images") { Description = "Put images into the document instead of beside it." };
    private readonly Option<PageTheme> theme = new("--theme") { HelpName = "NAME", Description = "light, dark or auto: the colours of HTML.", DefaultValueFactory = _ => PageTheme.Auto };
    private readonly TagOption cellTags = new("--remove-cell-tags", "remove_cell_tags", "More tags, besides remove-cell, of cells to leave out.");
    private readonly TagOption inputTags = new("--remove-input-tags", "remove_input_tags", "More tags, besides remove-input, of cells whose code to leave out.");
    private readonly TagOption outputTags = new("--remove-output-tags", "remove_all_outputs_tags", "More tags, besides remove-output, of cells whose outputs to leave out.");
    private readonly TagOption singleTags = new("--remove-single-output-tags", "remove_single_output_tags", "Tags of single outputs to leave out.");
    private readonly Option<bool?> tagsEnabled = new("--TagRemovePreprocessor.enabled") { Hidden = true };
    private readonly RunOptions run = new();
    private readonly Option<bool> json = new("--json") { Description = "Print what was written as an object." };

    public static Command Create() => new ExportCommand().Build();

    private Command Build()
    {
        var command = new Command(
            "export",
            "Write notebooks in another format: pages, documents, scripts. Lists what was written.\n\nExample: deckle export report.ipynb --to markdown --no-input")
        {
            notebooks,
        };
        foreach (Option option in (ReadOnlySpan<Option>)
            [
                to, output, folder, stdout, inPlace, clear, execute, noInput, noPrompt, embed, theme, cellTags, inputTags, outputTags, singleTags, tagsEnabled,
            ])
        {
            command.Add(option);
        }

        run.AddTo(command);
        command.Add(json);
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () => Run(parsed)));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        ExportRequest request = Request(parsed);
        string[] all = [.. NotebookPaths.Expand(parsed.GetRequiredValue(notebooks))];
        if (all.Length > 1 && request.Output is { } name && !name.Contains("{notebook_name}", StringComparison.Ordinal))
        {
            throw ExportErrors.OneOutput(all.Length);
        }

        if (!parsed.GetValue(execute) && run.Read(parsed, "", null).Parameters.Count > 0)
        {
            throw ExportErrors.ParametersUnused();
        }

        var written = new List<(string Notebook, string Path, ExportedDocument Document)>();
        int worst = ExitCodes.Done;
        foreach (string notebook in all)
        {
            try
            {
                worst = Math.Max(worst, Export(parsed, notebook, request, written));
            }
            catch (DeckleException e) when (all.Length > 1)
            {
                Console.Error.WriteLine(ErrorRenderer.Text(e));
                worst = Math.Max(worst, ErrorRenderer.ExitCode(e));
            }
        }

        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(Json(written).ToString());
        }

        return all.Length == 0 ? ExitCodes.NothingToDo : worst;
    }

    private int Export(ParseResult parsed, string path, ExportRequest request, List<(string Notebook, string Path, ExportedDocument Document)> written)
    {
        Notebook notebook = Read(path);
        string extension;
        try
        {
            extension = request.Target.Extension(notebook);
        }
        catch (DeckleException e)
        {
            throw PreparedNotebook.InFile(path, e);
        }

        ExportPlace place = ExportPlace.Of(path, extension, request);
        if (place.Path == NotebookPaths.Stdin && parsed.GetValue(json))
        {
            throw ExportErrors.StdoutTwice("--json");
        }

        if (written.Find(done => done.Path == place.Path && place.Path != NotebookPaths.Stdin) is { Notebook: not null } other)
        {
            throw ExportErrors.SamePlace(place.Path, other.Notebook, path);
        }

        if (!request.InPlace && place.Path != NotebookPaths.Stdin && StorePath.Full(place.Path) == StorePath.Full(path))
        {
            throw ExportErrors.Onto(path);
        }

        if (parsed.GetValue(execute))
        {
            (Notebook? executed, int exitCode) = ExecutedNotebook.Run(run.Read(parsed, path, null));
            if (executed is null)
            {
                return exitCode;
            }

            notebook = executed;
        }

        // What goes to stdout goes there whole.
        bool isStdout = place.Path == NotebookPaths.Stdin;
        string? where = StorePath.LocalFolder(path);
        ExportedDocument document = NotebookExport.Write(notebook, request with { EmbedImages = request.EmbedImages || isStdout }, place.Name, where);
        DocumentWriter.Write(place.Path, document);
        if (isStdout && document.Files.Count > 0)
        {
            RunConsole.Warn(Console.Error, [$"{document.Files.Count} images are not in it; write to a file to have them beside"]);
        }

        written.Add((path, place.Path, document));
        if (!isStdout && !parsed.GetValue(json))
        {
            Console.Out.WriteLine(place.Path);
        }

        return ExitCodes.Done;
    }

    private static Notebook Read(string path)
    {
        ReadOnlyMemory<byte> bytes = NotebookInput.Read(path);
        try
        {
            return NotebookUpgrader.Upgrade(ScriptInput.Decode(path, bytes));
        }
        catch (DeckleException e)
        {
            throw PreparedNotebook.InFile(path, e);
        }
    }

    private ExportRequest Request(ParseResult parsed)
    {
        bool staysInPlace = parsed.GetValue(inPlace) || (parsed.GetValue(clear) && parsed.GetValue(to) is null && parsed.GetValue(output) is null && parsed.GetValue(folder) is null && !parsed.GetValue(stdout));
        string format = parsed.GetValue(to) ?? (staysInPlace ? "ipynb" : "html");
        ExportTarget target = ExportTarget.Parse(format);
        if (staysInPlace && target.Kind != ExportKind.Notebook)
        {
            throw new DeckleException("usage", $"--inplace --to {format}: only a notebook can take a notebook's place", "leave --inplace out");
        }

        var tags = new ExportTags();
        return new ExportRequest
        {
            Target = target,
            Output = parsed.GetValue(output) is "-" ? null : parsed.GetValue(output),
            OutputFolder = parsed.GetValue(folder),
            ToStdout = parsed.GetValue(stdout) || parsed.GetValue(output) is "-",
            InPlace = staysInPlace,
            ClearsOutputs = parsed.GetValue(clear),
            NoInput = parsed.GetValue(noInput),
            NoPrompt = parsed.GetValue(noPrompt),
            EmbedImages = parsed.GetValue(embed),
            Theme = parsed.GetValue(theme),
            Tags = new ExportTags
            {
                RemoveCell = [.. tags.RemoveCell, .. cellTags.Read(parsed)],
                RemoveInput = [.. tags.RemoveInput, .. inputTags.Read(parsed)],
                RemoveAllOutputs = [.. tags.RemoveAllOutputs, .. outputTags.Read(parsed)],
                RemoveSingleOutput = singleTags.Read(parsed),
            },
        };
    }

    private static JsonObject Json(IEnumerable<(string Notebook, string Path, ExportedDocument Document)> written) => JsonObject.Of(
        ("schema", "deckle.export/1"),
        ("documents", JsonArray.From(written.Select(item => (JsonValue)JsonObject.Of(
            ("notebook", item.Notebook),
            ("path", item.Path),
            ("bytes", item.Document.Content.Length),
            ("files", JsonArray.From(item.Document.Files.Select(file => file.Name))))))));
}
