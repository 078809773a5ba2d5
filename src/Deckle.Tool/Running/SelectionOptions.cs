using System.CommandLine;
using Deckle.Selecting;

namespace Deckle.Tool.Running;

/// <summary>The options that choose the cells of a run.</summary>
internal sealed class SelectionOptions
{
    // A place may be below zero, which looks like an option.
    private readonly ParameterOption only = new(1, "CELLS", "Run only these cells and those of parameters: tags, ids, places (3, -1), ranges (2..5), with commas. Repeatable.", "--only");
    private readonly ParameterOption skip = new(1, "CELLS", "Do not run these cells. Repeatable.", "--skip");
    private readonly ParameterOption until = new(1, "CELLS", "Run no cell behind this one, which itself runs.", "--until");

    private readonly Option<string> stopTag = new("--stop-tag")
    {
        Description = "End the run well before the first cell with this tag.",
        HelpName = "TAG",
        DefaultValueFactory = _ => SelectOptions.Default.StopTag,
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[only, skip, until, stopTag])
        {
            command.Add(option);
        }
    }

    /// <exception cref="DeckleException"><c>selection-invalid</c>.</exception>
    public SelectOptions Read(ParseResult parsed) => new()
    {
        Only = Cells(parsed, only),
        Skip = Cells(parsed, skip),
        Until = Cells(parsed, until),
        StopTag = parsed.GetValue(stopTag) ?? "",
    };

    private static CellSelection Cells(ParseResult parsed, ParameterOption option) =>
        CellSelection.Parse((parsed.GetValue(option) ?? []).SelectMany(NameAndValue.Split));
}
