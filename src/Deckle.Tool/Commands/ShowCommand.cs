using System.CommandLine;
using Deckle.Selecting;
using Deckle.Stores;
using Deckle.Tool.Paging;
using Deckle.Tool.Rendering.Terminal;
using Deckle.Tool.Showing;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle show</c>: notebooks on the terminal, with nbshow's options.</summary>
internal sealed class ShowCommand
{
    private readonly Argument<string[]> notebooks = new("NOTEBOOK")
    {
        Description = "Notebooks, addresses or folders of them; - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly PartOptions parts = new("Show only", "execution counts");
    private readonly ParameterOption cells = new(1, "CELLS", "Show only these cells: tags, ids, places (3, -1), ranges (2..5), with commas. Repeatable.", "--cells");

    private readonly Option<string> images = new("--images")
    {
        Description = "How pictures are drawn: auto, which asks the environment, kitty, iterm2, sixel, or none.",
        HelpName = "HOW",
        DefaultValueFactory = _ => "auto",
    };

    private readonly ColorOption color = new();
    private readonly Option<bool> noPager = new("--no-pager") { Description = "Use no pager." };

    public static Command Create() => new ShowCommand().Build();

    private Command Build()
    {
        var command = new Command(
            "show",
            """
            Show notebooks on the terminal: cells, outputs, tables, and pictures where the terminal can draw them.

            Example: deckle show report.ipynb --cells 2..5 --ignore-metadata
            """)
        { notebooks };
        parts.AddTo(command);
        images.AcceptOnlyFromAmong("auto", "kitty", "iterm2", "sixel", "none");
        command.Add(cells);
        command.Add(images);
        color.AddTo(command);
        command.Add(noPager);
        command.SetAction(parsed => CommandLine.Guard(json: false, () => Run(parsed)));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        TerminalKind terminal = TerminalKind.OfProcess();
        var options = new ShowOptions
        {
            UsesColor = color.Read(parsed),
            Images = Protocol(parsed.GetValue(images)!, terminal),
            Width = terminal.Width,
            Parts = ShowParts.Of(parts.Read(parsed)),
            Cells = CellSelection.Parse((parsed.GetValue(cells) ?? []).SelectMany(NameAndValue.Split)),
        };
        IReadOnlyList<string> paths = [.. NotebookPaths.Expand(parsed.GetValue(notebooks)!)];
        if (paths.Count == 0)
        {
            throw ShowErrors.NoNotebook(parsed.GetValue(notebooks)!);
        }

        // No pager lets pictures through.
        bool isPaged = !parsed.GetValue(noPager) && options.Images == ImageProtocol.None;
        var errors = new List<DeckleException>();
        Pager.Write(isPaged, output => Write(paths, new TerminalWriter(output, options.UsesColor), options, errors));

        // A pager would cover them.
        foreach (DeckleException error in errors)
        {
            CommandLine.Show(error, json: false);
        }

        return errors.Count == 0 ? ExitCodes.Done : ErrorRenderer.ExitCode(errors[0]);
    }

    private static void Write(IReadOnlyList<string> paths, TerminalWriter writer, ShowOptions options, List<DeckleException> errors)
    {
        var show = new NotebookShow(writer, options);
        bool isFurther = false;
        foreach (string path in paths)
        {
            try
            {
                Notebook notebook = NotebookReader.Read(NotebookInput.Read(path));
                show.Write(path == NotebookPaths.Stdin ? "(standard input)" : StoreAddress.Redact(path), notebook, isFurther);
                isFurther = true;
            }
            catch (DeckleException e)
            {
                errors.Add(paths.Count == 1 ? e : ShowErrors.At(StoreAddress.Redact(path), e));
            }
        }
    }

    private static ImageProtocol Protocol(string asked, TerminalKind terminal) => asked switch
    {
        "kitty" => ImageProtocol.Kitty,
        "iterm2" => ImageProtocol.Iterm2,
        "sixel" => ImageProtocol.Sixel,
        "auto" when terminal.IsTerminal => ImageProtocols.Detect(Environment.GetEnvironmentVariable),
        _ => ImageProtocol.None,
    };
}
