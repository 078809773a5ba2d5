using System.CommandLine;
using Deckle.Scraps;
using Deckle.Tool.Scraps;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle reglue IN OUT NAME</c>: a scrap of one notebook in another.</summary>
internal static class ReglueCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("input") { Description = "The notebook that has the scrap; - for stdin." };
        var output = new Argument<string>("output") { Description = "The notebook that gets it, in a new last cell; it is made where there is none. - for stdout." };
        var name = new Argument<string>("name") { Description = "The scrap's name." };
        var newName = new Option<string?>("--new-name") { Description = "Its name there.", HelpName = "NAME" };
        var unattached = new Option<bool>("--unattached") { Description = "Only show it: it cannot be read back from there as a scrap." };
        var command = new Command(
            "reglue",
            "Put a scrap of one notebook into another, with its data and its display.\n\nExample: deckle reglue runs/eu.ipynb summary.ipynb revenue --new-name revenue_eu")
        {
            input, output, name, newName, unattached,
        };
        command.SetAction(parsed => CommandLine.Guard(json: false, () => Reglue(
            parsed.GetRequiredValue(input),
            parsed.GetRequiredValue(output),
            parsed.GetRequiredValue(name),
            parsed.GetValue(newName),
            parsed.GetValue(unattached))));
        return command;
    }

    private static int Reglue(string input, string output, string name, string? newName, bool unattached)
    {
        Notebook source = Read(input);
        ScrapSet scraps = ScrapReader.Read(source);
        if (!scraps.TryGetValue(name, out Scrap? scrap))
        {
            throw ScrapErrors.NotFound(name, scraps.Keys);
        }

        // A new notebook is of the kernel that the old one was of.
        Notebook target = Existing(output) ?? source.WithCells([]).WithMetadata(source.Metadata.Without("papermill").Without("deckle").Without("widgets"));
        Notebook result = Regluer.Append(target, Guid.NewGuid().ToString("N")[..8], input, scrap, newName, unattached);
        NotebookPaths.WriteNew(output, NotebookWriter.Write(result));
        return ExitCodes.Done;
    }

    private static Notebook? Existing(string path)
    {
        try
        {
            return path == NotebookPaths.Stdin ? null : Read(path);
        }
        catch (DeckleException e) when (e.Code is "input-not-found" or "store-not-found")
        {
            return null;
        }
    }

    private static Notebook Read(string path)
    {
        Notebook notebook = NotebookReader.Read(NotebookInput.Read(path));
        return notebook.Format.Major < 4 ? NotebookUpgrader.Upgrade(notebook) : notebook;
    }
}
