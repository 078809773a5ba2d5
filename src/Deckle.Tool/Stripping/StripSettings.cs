using Deckle.Stripping;
using Deckle.Tool.Settings;

namespace Deckle.Tool.Stripping;

/// <summary>What is stripped from a file, as settings and options say: the table <c>[strip]</c> and its rules.</summary>
/// <param name="options">Settings that the command line gives.</param>
internal sealed class StripSettings(SettingsSearch search, IReadOnlyList<SettingValue> options)
{
    public StripSettings()
        : this(new SettingsSearch(), [])
    {
    }

    /// <summary>Quick for many files of few folders.</summary>
    /// <returns>Null for a file that is to be left alone.</returns>
    /// <inheritdoc cref="SettingsSearch.For"/>
    public StripOptions? For(string path)
    {
        SettingSet settings = search.For(path).With(options);
        return settings.IsOn("strip.exclude") ? null : Read(settings);
    }

    private static StripOptions Read(SettingSet settings) => new()
    {
        KeepOutput = settings.Boolean("strip.keep-output"),
        KeepCount = settings.IsOn("strip.keep-count"),
        Ids = settings.Text("strip.ids") switch { "sequential" => CellIdAction.Sequential, "repair" => CellIdAction.Repair, _ => CellIdAction.Keep },
        // As in nbstripout, a key that is named to stay does.
        Keys = [.. StripOptions.DefaultKeys.Concat(Words(settings, "strip.extra-keys")).Except(Words(settings, "strip.keep-metadata-keys"))],
        OnlyCellMetadata = settings.Texts("strip.only-cell-metadata"),
        DropNotebookMetadata = settings.IsOn("strip.drop-notebook-metadata"),
        DropEmptyCells = settings.IsOn("strip.drop-empty-cells"),
        DropTaggedCells = Words(settings, "strip.drop-tagged-cells"),
        StripInitCells = settings.IsOn("strip.strip-init-cells"),
        MaxSize = settings.Integer("strip.max-size") ?? 0,
        DropOutputTypes = Words(settings, "strip.drop-output-types"),
        KeepOutputTypes = Words(settings, "strip.keep-output-types"),
        Noise = Words(settings, "strip.noise").Aggregate(Noise.None, (noise, word) => noise | Kind(word)),
    };

    private static IReadOnlyList<string> Words(SettingSet settings, string name) => settings.Texts(name) ?? [];

    private static Noise Kind(string word) => word switch
    {
        "addresses" => Noise.MemoryAddresses,
        "timings" => Noise.Timings,
        "widgets" => Noise.WidgetState,
        "versions" => Noise.KernelVersions,
        "counts" => Noise.ExecutionCounts,
        _ => Noise.All,
    };
}
