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

    private readonly ShowPartOptions parts = new();
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
            Parts = parts.Read(parsed),
            Cells = CellSelection.Parse((parsed.GetValue(cells) ?? []).SelectMany(NameAndValue.Split)),
        };
        IReadOnlyList<string> paths = [.. NotebookPaths.Expand(parsed.GetValue(notebooks)!)];
        if (paths.Count == 0)
        {
            throw ShowErrors.NoNotebook(parsed.GetValue(notebooks)!);
        }

        // A mistake in the first words is told before a pager covers it.
        Notebook first = Read(paths[0]);

        // No pager lets pictures through.
        bool isPaged = !parsed.GetValue(noPager) && options.Images == ImageProtocol.None;
        Pager.Write(isPaged, output =>
        {
            var writer = new TerminalWriter(output, options.UsesColor);
            var show = new NotebookShow(writer, options);
            for (int at = 0; at < paths.Count; at++)
            {
                if (at > 0)
                {
                    writer.Line().Line(new string('═', Math.Min(options.Width, 80)), TerminalStyle.Dim);
                }

                show.Write(paths[at] == NotebookPaths.Stdin ? "(standard input)" : StoreAddress.Redact(paths[at]), at == 0 ? first : Read(paths[at]));
            }
        });
        return ExitCodes.Done;
    }

    private static Notebook Read(string path) => NotebookReader.Read(NotebookInput.Read(path));

    private static ImageProtocol Protocol(string asked, TerminalKind terminal) => asked switch
    {
        "kitty" => ImageProtocol.Kitty,
        "iterm2" => ImageProtocol.Iterm2,
        "sixel" => ImageProtocol.Sixel,
        "auto" when terminal.IsTerminal => ImageProtocols.Detect(Environment.GetEnvironmentVariable),
        _ => ImageProtocol.None,
    };
}
