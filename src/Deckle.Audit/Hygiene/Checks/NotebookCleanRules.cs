using System.Globalization;
using Deckle.Stripping;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>The ways to say what a clean notebook is: as settings do, as nbstripout or as nb-clean.</summary>
internal static class NotebookCleanRules
{
    public const string Id = "notebook-clean";
    public const string NbstripoutId = "nbstripout";
    public const string NbCleanId = "nb-clean";

    private const string CellMetadata = "-m/--preserve-cell-metadata";

    public static HygieneCheck BySettings(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new NotebookCleanCheck(Id, options: null);
    }

    /// <summary>nbstripout's flags. Those that choose what is done with the file are taken and change nothing.</summary>
    public static HygieneCheck AsNbstripout(IReadOnlyList<string> arguments)
    {
        HygieneArguments parsed = HygieneArguments.Parse(
            NbstripoutId,
            arguments,
            ["--keep-count", "--keep-output", "--keep-id", "--drop-empty-cells", "--strip-init-cells", "--verify", "--dry-run", "-f/--force", "-t/--textconv", "--unix-newlines"],
            ["--extra-keys", "--keep-metadata-keys", "--drop-tagged-cells", "--max-size", "-m/--mode"],
            ["--drop-output-type", "--keep-output-type"]);
        parsed.Choice("-m/--mode", "jupyter", "zeppelin");
        return new NotebookCleanCheck(NbstripoutId, StripOptions.Nbstripout with
        {
            KeepOutput = parsed.Has("--keep-output") ? true : null,
            KeepCount = parsed.Has("--keep-count"),
            Ids = parsed.Has("--keep-id") ? CellIdAction.Keep : CellIdAction.Sequential,
            Keys = [.. StripOptions.DefaultKeys.Concat(Words(parsed, "--extra-keys")).Except(Words(parsed, "--keep-metadata-keys"))],
            DropEmptyCells = parsed.Has("--drop-empty-cells"),
            DropTaggedCells = Words(parsed, "--drop-tagged-cells"),
            StripInitCells = parsed.Has("--strip-init-cells"),
            MaxSize = Size(parsed),
            DropOutputTypes = parsed.All("--drop-output-type"),
            KeepOutputTypes = parsed.All("--keep-output-type"),
        });
    }

    /// <summary>nb-clean's flags.</summary>
    public static HygieneCheck AsNbClean(IReadOnlyList<string> arguments)
    {
        HygieneArguments parsed = HygieneArguments.Parse(
            NbCleanId,
            arguments,
            ["-e/--remove-empty-cells", "-M/--remove-all-notebook-metadata", "-o/--preserve-cell-outputs", "-c/--preserve-execution-counts", "-n/--preserve-notebook-metadata"],
            lists: [CellMetadata]);
        bool dropsAll = parsed.Has("-M/--remove-all-notebook-metadata");
        bool keepsAll = parsed.Has("-n/--preserve-notebook-metadata");
        if (dropsAll && keepsAll)
        {
            throw parsed.Fail("`preserve_notebook_metadata` and `remove_all_notebook_metadata` cannot both be `True`");
        }

        IReadOnlyList<string> fields = parsed.All(CellMetadata);
        return new NotebookCleanCheck(NbCleanId, StripOptions.NbClean with
        {
            // nbformat makes up ids where they are missing, and then they are written.
            Ids = CellIdAction.Repair,
            DropEmptyCells = parsed.Has("-e/--remove-empty-cells"),
            DropNotebookMetadata = dropsAll,
            OnlyCellMetadata = parsed.Has(CellMetadata) && fields.Count == 0 ? null : fields,
            KeepOutput = parsed.Has("-o/--preserve-cell-outputs"),
            KeepCount = parsed.Has("-c/--preserve-execution-counts"),
            Keys = keepsAll ? [] : StripOptions.NbClean.Keys,
        });
    }

    private static string[] Words(HygieneArguments parsed, string option) =>
        parsed.Last(option)?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    // 500, 10k, 2M
    private static long Size(HygieneArguments parsed)
    {
        string text = parsed.Last("--max-size") ?? "0";
        int power = text.Length == 0 ? -1 : "kmg".IndexOf(char.ToLowerInvariant(text[^1]), StringComparison.Ordinal) + 1;
        bool isSize = long.TryParse(power > 0 ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out long size);
        return isSize ? size * (long)Math.Pow(1000, power) : throw parsed.Fail($"argument --max-size: '{text}' is no size such as 500 or 10k");
    }
}
