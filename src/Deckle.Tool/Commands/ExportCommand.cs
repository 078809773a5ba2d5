using System.CommandLine;
using Deckle.Tool.Exporting.Html;
using Deckle.Tool.Exporting.Pdf;
using Deckle.Tool.Exporting.Slides;
using Deckle.Tool.Rendering.Cells;
using Deckle.Tool.Rendering.Pages;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle export</c>: a notebook as a page, slides or PDF.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string>("notebook") { Description = "The notebook; - for stdin." };
        var to = new Option<string>("--to") { HelpName = "FORMAT", Description = "html, slides or pdf.", DefaultValueFactory = _ => "html" };
        to.AcceptOnlyFromAmong("html", "slides", "pdf");
        var output = new Option<string?>("--output", "-o") { HelpName = "PATH", Description = "The file to write; - for stdout." };
        var noInput = new Option<bool>("--no-input") { Description = "Leave the code out." };
        var noPrompt = new Option<bool>("--no-prompt") { Description = "Leave the prompts out." };
        var theme = new Option<PageTheme>("--theme") { HelpName = "NAME", Description = "light, dark or auto.", DefaultValueFactory = _ => PageTheme.Auto };
        var command = new Command("export", "Write a notebook as HTML, slides or PDF.\n\nExample: deckle export report.ipynb --to html")
        {
            notebook, to, output, noInput, noPrompt, theme,
        };
        command.SetAction(parsed => CommandLine.Guard(json: false, () =>
        {
            string path = parsed.GetRequiredValue(notebook);
            string format = parsed.GetRequiredValue(to);
            Notebook read = NotebookUpgrader.Upgrade(NotebookReader.Read(NotebookInput.Read(path)));
            var options = new HtmlOptions
            {
                Theme = parsed.GetValue(theme),
                Cells = new CellOptions
                {
                    HideInput = parsed.GetValue(noInput),
                    HidePrompts = parsed.GetValue(noPrompt),
                    ImageFolder = path == "-" ? null : Path.GetDirectoryName(Path.GetFullPath(path)),
                },
            };
            byte[] content = format switch
            {
                "slides" => SlidesExporter.Write(read, options),
                "pdf" => new PdfPrinter().Print(HtmlExporter.Write(read, options with { Theme = PageTheme.Light })),
                _ => HtmlExporter.Write(read, options),
            };
            string extension = format == "slides" ? ".slides.html" : $".{format}";
            NotebookPaths.Write(parsed.GetValue(output) ?? (path == "-" ? "-" : Path.ChangeExtension(path, null) + extension), content);
            return ExitCodes.Done;
        }));
        return command;
    }
}
