using Deckle.Json;

namespace Deckle.Tool.Settings;

/// <summary>Every key that a settings file may have. Options, variables, checks and the documentation are drawn from this table.</summary>
internal static class KnownSettings
{
    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("strip", "keep-output", SettingKind.Boolean, "Keep outputs; where it is not said, the notebook's own metadata keep_output decides.")
            { Options = ["--keep-output", "--preserve-cell-outputs"] },
        new("strip", "keep-count", SettingKind.Boolean, "Keep execution counts.") { Default = false, Options = ["--keep-count", "--preserve-execution-counts"] },
        new("strip", "ids", SettingKind.Choice, "What happens to ids of cells: keep them, number the cells (sequential, as nbstripout does), or give one to those without (repair).")
            { Default = "keep", Choices = ["keep", "sequential", "repair"], Options = ["--ids", "--id-action"] },
        new("strip", "extra-keys", SettingKind.Keys, "More keys that go, such as cell.metadata.language or metadata.kernelspec.") { Default = JsonArray.Empty },
        new("strip", "keep-metadata-keys", SettingKind.Keys, "Keys that stay, of those that would go.") { Default = JsonArray.Empty },
        new("strip", "only-cell-metadata", SettingKind.Texts, "The only keys that stay in the metadata of cells; \"\" for none.")
            { Options = ["--only-cell-metadata", "--preserve-cell-metadata"] },
        new("strip", "drop-notebook-metadata", SettingKind.Boolean, "Remove the notebook's metadata, kernel and language included.")
            { Default = false, Options = ["--drop-notebook-metadata", "--remove-all-notebook-metadata"] },
        new("strip", "drop-empty-cells", SettingKind.Boolean, "Remove cells without source.") { Default = false, Options = ["--drop-empty-cells", "--remove-empty-cells"] },
        new("strip", "drop-tagged-cells", SettingKind.Texts, "Remove cells with any of these tags.") { Default = JsonArray.Empty },
        new("strip", "strip-init-cells", SettingKind.Boolean, "Strip initialisation cells too.") { Default = false },
        new("strip", "max-size", SettingKind.Size, "Keep outputs of up to so many characters: 500, 10k, 2m.") { Default = 0 },
        new("strip", "drop-output-types", SettingKind.Texts, "Remove outputs of these types, such as error or stream:stderr, where outputs stay.")
            { Default = JsonArray.Empty, Options = ["--drop-output-type"] },
        new("strip", "keep-output-types", SettingKind.Texts, "Keep outputs of these types, and no others.") { Default = JsonArray.Empty, Options = ["--keep-output-type"] },
        new("strip", "noise", SettingKind.Texts, "Make the same in all runs: addresses (of memory, in outputs that stay), timings, widgets, versions (of the kernel), counts; or all.")
            { Default = JsonArray.Empty, Choices = ["all", "addresses", "timings", "widgets", "versions", "counts"], Bare = "all" },
        new("strip", "exclude", SettingKind.Boolean, "Leave the notebook alone.") { Default = false, Options = [] },
        new("git", "strict-filter", SettingKind.Boolean, "Refuse to add a notebook that cannot be read, instead of passing it through with a warning.") { Default = false, Options = ["--strict-filter"] },
        new("hook", "run", SettingKind.Texts, "The hooks to run where there is no .pre-commit-config.yaml, each with its arguments: \"check-added-large-files --maxkb=2000\".") { Options = [] },
        new("hook", "exclude", SettingKind.Text, "A regular expression of Python for paths that no hook looks at.") { Options = [] },
        new("diff", "sources", SettingKind.Boolean, "Compare sources, and no other parts that are not set; false for all but them.") { Options = [] },
        new("diff", "outputs", SettingKind.Boolean, "The same for outputs.") { Options = [] },
        new("diff", "attachments", SettingKind.Boolean, "The same for attachments.") { Options = [] },
        new("diff", "metadata", SettingKind.Boolean, "The same for metadata of the notebook, of cells and of outputs.") { Options = [] },
        new("diff", "id", SettingKind.Boolean, "The same for ids of cells.") { Options = [] },
        new("diff", "details", SettingKind.Boolean, "The same for execution counts, types of cells and the notebook's format.") { Options = [] },
        new("diff", "ignore", SettingKind.Texts, "Values whose changes are left out, such as /cells/*/metadata/tags.") { Default = JsonArray.Empty },
        new("diff", "ignore-noise", SettingKind.Texts, "Leave out what differs from run to run: counts (of executions), ids (of cells), timings, addresses (of memory), widgets, versions (of the kernel); or all.")
            { Default = JsonArray.Empty, Choices = ["all", "counts", "ids", "timings", "addresses", "widgets", "versions", "kernel"], Bare = "all" },
        new("diff", "color-words", SettingKind.Boolean, "Mark changed words inside lines.") { Default = false },
        new("diff", "unified", SettingKind.Integer, "How many unchanged lines are shown around changed ones.") { Default = 3, Options = ["--unified", "-U"] },
        new("sandbox", "mode", SettingKind.Choice, "Walls around the kernels of run, batch and test: off, landlock, bwrap, or auto for the best there is.")
            { Choices = ["off", "landlock", "bwrap", "auto"], Options = [] },
        new("sandbox", "network", SettingKind.Boolean, "Whether these kernels may reach the network; false asks for walls.") { Options = [] },
        new("sandbox", "memory", SettingKind.Size, "The most memory for a kernel and all it starts: 500m, 2g.") { Options = [] },
        new("sandbox", "cpus", SettingKind.Number, "How many processors' time a kernel may use.") { Options = [] },
        new("sandbox", "pids", SettingKind.Integer, "How many processes and threads there may be in a kernel.") { Options = [] },
        new("test", "lax", SettingKind.Boolean, "Compare only the outputs of cells that are marked for it.") { Default = false, Options = ["--lax", "--nbval-lax"] },
        new("test", "kernel", SettingKind.Text, "The kernel to run on; by default the notebook's own.") { Options = ["--kernel", "--nbval-kernel-name"] },
        new("test", "current-env", SettingKind.Boolean, "Run on the Python of the active environment.") { Default = false, Options = ["--current-env", "--nbval-current-env"] },
        new("test", "jobs", SettingKind.Integer, "How many notebooks are tested side by side."),
        new("test", "cell-timeout", SettingKind.Duration, "How long a cell may run.") { Default = 2000, Options = ["--cell-timeout"] },
        new("test", "start-timeout", SettingKind.Duration, "How long the kernel may take to start.") { Default = 60 },
        new("test", "sanitize-with", SettingKind.Path, "A file of expressions that are replaced before texts are compared.") { Options = ["--sanitize-with", "--nbval-sanitize-with"] },
        new("test", "ignore", SettingKind.Texts, "Streams and media types that are not compared, such as stderr or text/html.")
            { Default = JsonArray.Empty, Options = ["--ignore", "--skip-compare"] },
        new("test", "rtol", SettingKind.Number, "How far numbers may differ, relative to the expected one."),
        new("test", "atol", SettingKind.Number, "How far numbers may differ, absolutely."),
        new("test", "compare-images", SettingKind.Boolean, "Compare pictures by what is seen of them.") { Default = false, Options = ["--compare-images", "--nbdime"] },
        new("test", "image-tolerance", SettingKind.Number, "How far a pixel may differ, from 0 to 1, before it is seen."),
    ];

    public static IReadOnlyList<string> Tables { get; } = [.. All.Select(setting => setting.Table).Distinct()];

    /// <summary>Whether a table may have rules for paths: <c>[[strip.rule]]</c>.</summary>
    public static bool HasRules(string table) => table == "strip";

    /// <param name="name">Table and key: <c>strip.keep-output</c>.</param>
    public static Setting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name);

    public static IEnumerable<Setting> In(string table) => All.Where(setting => setting.Table == table);
}
