using Deckle.Tool.Compat.Argparse;

namespace Deckle.Tool.Compat.NbClean;

/// <summary>nb-clean 4.0.1's commands and options, in their order.</summary>
internal static class NbCleanParser
{
    public const string Program = "nb-clean";

    private static readonly Argument Inputs = new("inputs", [])
    {
        Count = ArgumentCount.Any,
        Placeholder = "PATH",
        Help = "a notebook, or a folder of them; stdin where there is none",
    };

    private static readonly Argument[] Options =
    [
        new("remove_empty_cells", "-e", "--remove-empty-cells") { Help = "no cells without source" },
        new("remove_all_notebook_metadata", "-M", "--remove-all-notebook-metadata") { Help = "no metadata of the notebook" },
        new("preserve_cell_metadata", "-m", "--preserve-cell-metadata") { Count = ArgumentCount.Any, Help = "leave cell metadata: these fields, or all where none is named" },
        new("preserve_cell_outputs", "-o", "--preserve-cell-outputs") { Help = "leave outputs" },
        new("preserve_execution_counts", "-c", "--preserve-execution-counts") { Help = "leave execution counts" },
        new("preserve_notebook_metadata", "-n", "--preserve-notebook-metadata") { Help = "leave the notebook's metadata, the version of its language too" },
    ];

    public static ArgumentParser Create() => new(Program, new Argument("subcommand") { Count = ArgumentCount.Command })
    {
        Description = "Cleans notebooks of outputs, execution counts and metadata: nb-clean's command line, done by deckle.",
        Commands =
        [
            ("version", "print the version", Command("version")),
            ("add-filter", "let git clean notebooks when they are added", Command("add-filter", Options)),
            ("remove-filter", "remove the filter from git", Command("remove-filter")),
            ("check", "tell what is not clean in notebooks", Command("check", [Inputs, .. Options])),
            ("clean", "clean notebooks in place", Command("clean", [Inputs, .. Options])),
        ],
    };

    private static ArgumentParser Command(string name, params IReadOnlyList<Argument> arguments) => new($"{Program} {name}", arguments);
}
