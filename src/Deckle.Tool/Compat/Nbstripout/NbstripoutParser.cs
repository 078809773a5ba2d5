using Deckle.Tool.Compat.Argparse;

namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>nbstripout 0.9.1's options, in their order.</summary>
internal static class NbstripoutParser
{
    public const string Program = "nbstripout";

    private const string Task = "task";
    private const string Location = "location";

    public static ArgumentParser Create() => new(
        Program,
        new Argument("dry_run", "--dry-run") { Group = Task, Help = "Only tell which notebooks would be stripped" },
        new Argument("install", "--install") { Group = Task, Help = "Make git strip notebooks in this repository: write the filter and the attributes" },
        new Argument("uninstall", "--uninstall") { Group = Task, Help = "Remove the filter and the attributes from this repository" },
        new Argument("is_installed", "--is-installed") { Group = Task, Help = "Tell by the exit code whether git strips notebooks in this repository" },
        new Argument("status", "--status") { Group = Task, Help = "The same, with what git's configuration and attributes say" },
        new Argument("version", "--version") { Group = Task, Help = "Print the version" },
        new Argument("verify", "--verify") { Help = "End with exit code 1 if a notebook would be stripped; strips none, as with --dry-run" },
        new Argument("keep_count", "--keep-count") { Help = "Leave execution counts and prompt numbers" },
        new Argument("keep_output", "--keep-output") { Help = "Leave outputs" },
        new Argument("drop_output_type", "--drop-output-type") { Count = ArgumentCount.AtLeastOne, Help = "Types of outputs to remove even where outputs stay, such as error or stream:stderr" },
        new Argument("keep_output_type", "--keep-output-type") { Count = ArgumentCount.AtLeastOne, Help = "Types of outputs to leave, with or without --keep-output, such as error or stream:stderr" },
        new Argument("keep_id", "--keep-id") { Help = "Leave the ids of cells, which otherwise become 0, 1, 2 and so on" },
        new Argument("extra_keys", "--extra-keys") { Count = ArgumentCount.One, Help = "More keys to remove, separated by spaces, such as \"metadata.foo cell.metadata.bar\"" },
        new Argument("keep_metadata_keys", "--keep-metadata-keys") { Count = ArgumentCount.One, Help = "Keys to leave, separated by spaces, such as \"metadata.foo cell.metadata.bar\"" },
        new Argument("drop_empty_cells", "--drop-empty-cells") { Help = "Remove cells whose source is empty or white space" },
        new Argument("drop_tagged_cells", "--drop-tagged-cells") { Count = ArgumentCount.One, Help = "Tags, separated by spaces, whose cells are removed" },
        new Argument("strip_init_cells", "--strip-init-cells") { Help = "Strip cells with init_cell: true in their metadata too, whose outputs otherwise stay" },
        new Argument("attributes", "--attributes") { Count = ArgumentCount.One, Placeholder = "FILEPATH", Help = "The file of attributes that --install and --uninstall change, by default .git/info/attributes" },
        new Argument("global", "--global") { Group = Location, Help = "Use git's configuration of this user instead of the repository's" },
        new Argument("system", "--system") { Group = Location, Help = "Use git's configuration of this machine instead of the repository's" },
        new Argument("python", "--python") { Count = ArgumentCount.One, Placeholder = "PATH", Group = Location, Help = "The program that --install has git call with \"-m nbstripout\", by default this one" },
        new Argument("force", "--force", "-f") { Help = "Strip files whatever they are called, not only *.ipynb and *.zpln" },
        new Argument("max_size", "--max-size") { Count = ArgumentCount.One, Placeholder = "SIZE", Help = "Leave outputs up to this size in characters, such as 500 or 10k" },
        new Argument("mode", "--mode", "-m") { Count = ArgumentCount.One, Choices = ["jupyter", "zeppelin"], Help = "The kind of notebooks, by default jupyter" },
        new Argument("textconv", "--textconv", "-t") { Help = "Print what is left instead of changing the files" },
        new Argument("unix_newlines", "--unix-newlines") { Help = "End lines as Unix does, which is always so here" },
        new Argument("files", []) { Count = ArgumentCount.Any, Help = "Notebooks to strip; without any, stdin is stripped to stdout" })
    {
        Epilog = """
            Removes the outputs of notebooks, so that they need not be kept in version control:
            nbstripout's command line, done by deckle.

                nbstripout FILE.ipynb                       strip a file, in place
                nbstripout -m zeppelin FILE.zpln            the same for Zeppelin
                cat FILE.ipynb | nbstripout > OUT.ipynb     in a pipe
                nbstripout --verify *.ipynb                 tell what is not stripped
                nbstripout --install                        let git strip what is added
                nbstripout --install --attributes .gitattributes
                nbstripout --status
                nbstripout --uninstall

            Keys in git's configuration: filter.nbstripout.extrakeys, filter.nbstripout.keepmetadatakeys.

            """,
    };
}
