using Deckle.Stripping;
using Deckle.Tool.Compat.Argparse;
using Deckle.Tool.Git;

namespace Deckle.Tool.Compat.NbClean;

/// <summary>What nb-clean takes for clean.</summary>
internal sealed record NbCleanRules
{
    public bool RemoveEmptyCells { get; init; }

    public bool RemoveAllNotebookMetadata { get; init; }

    /// <summary>The cell metadata that stays: these fields, all where there are none, nothing where it is null.</summary>
    public IReadOnlyList<string>? PreserveCellMetadata { get; init; }

    public bool PreserveCellOutputs { get; init; }

    public bool PreserveExecutionCounts { get; init; }

    public bool PreserveNotebookMetadata { get; init; }

    /// <exception cref="DeckleException">Two of them exclude each other.</exception>
    public static NbCleanRules Of(ParsedArguments parsed)
    {
        var rules = new NbCleanRules
        {
            RemoveEmptyCells = parsed.Has("remove_empty_cells"),
            RemoveAllNotebookMetadata = parsed.Has("remove_all_notebook_metadata"),
            PreserveCellMetadata = parsed.All("preserve_cell_metadata"),
            PreserveCellOutputs = parsed.Has("preserve_cell_outputs"),
            PreserveExecutionCounts = parsed.Has("preserve_execution_counts"),
            PreserveNotebookMetadata = parsed.Has("preserve_notebook_metadata"),
        };
        return rules is { RemoveAllNotebookMetadata: true, PreserveNotebookMetadata: true }
            ? throw new DeckleException("usage", "`preserve_notebook_metadata` and `remove_all_notebook_metadata` cannot both be `True`")
            : rules;
    }

    /// <summary>The command line that gives these rules, without the paths, in the order in which nb-clean writes it.</summary>
    public IEnumerable<string> ToOptions()
    {
        (string Option, bool IsGiven)[] options =
        [
            ("--remove-empty-cells", RemoveEmptyCells),
            ("--preserve-cell-metadata", PreserveCellMetadata is not null),
            ("--preserve-cell-outputs", PreserveCellOutputs),
            ("--preserve-execution-counts", PreserveExecutionCounts),
            ("--preserve-notebook-metadata", PreserveNotebookMetadata),
            ("--remove-all-notebook-metadata", RemoveAllNotebookMetadata),
        ];
        // A field's name goes through git's shell.
        return options.Where(option => option.IsGiven)
            .SelectMany(option => option.Option == "--preserve-cell-metadata" ? [option.Option, .. PreserveCellMetadata!.Select(ShellWord.Quote)] : new[] { option.Option });
    }

    public StripOptions ToStripOptions() => StripOptions.NbClean with
    {
        // nbformat makes up ids where they are missing, and then they are written.
        Ids = CellIdAction.Repair,
        DropEmptyCells = RemoveEmptyCells,
        DropNotebookMetadata = RemoveAllNotebookMetadata,
        OnlyCellMetadata = PreserveCellMetadata is { Count: 0 } ? null : PreserveCellMetadata ?? [],
        KeepOutput = PreserveCellOutputs,
        KeepCount = PreserveExecutionCounts,
        Keys = PreserveNotebookMetadata ? [] : StripOptions.NbClean.Keys,
    };
}
