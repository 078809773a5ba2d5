using System.CommandLine;
using Deckle.Diffing;
using Deckle.Tool.Settings;

namespace Deckle.Tool.Diffing;

/// <summary>What is left out of comparisons, by the command line and the table <c>[diff]</c> of the current folder's settings.</summary>
internal sealed class DiffSettings
{
    private readonly DiffParts parts = new();

    public void AddTo(Command command)
    {
        parts.AddTo(command);
        SettingOptions.AddTo(command, "diff");
    }

    /// <exception cref="DeckleException"><c>usage</c>; wrong settings.</exception>
    public static SettingSet Settings(ParseResult parsed) => new SettingsSearch().ForFolder(".").With(SettingOptions.Read(parsed, "diff"));

    /// <returns>Null where nothing is left out.</returns>
    /// <inheritdoc cref="Settings"/>
    public DiffFilterOptions? Filter(ParseResult parsed, SettingSet settings)
    {
        DiffFilterOptions filter = parts.Read(parsed, settings) with
        {
            Ignored = [.. (settings.Texts("diff.ignore") ?? []).Select(path => new IgnoredPath(path))],
            IgnoredNoise = (settings.Texts("diff.ignore-noise") ?? []).Aggregate(DiffNoise.None, (noise, word) => noise | Noise(word)),
        };
        return filter is { Sources: true, Outputs: true, Attachments: true, Metadata: true, Ids: true, Details: true, Ignored.Count: 0, IgnoredNoise: DiffNoise.None } ? null : filter;
    }

    private static DiffNoise Noise(string word) => word switch
    {
        "counts" => DiffNoise.Counts,
        "ids" => DiffNoise.Ids,
        "timings" => DiffNoise.Timings,
        "addresses" => DiffNoise.Addresses,
        "widgets" => DiffNoise.Widgets,
        "versions" or "kernel" => DiffNoise.Versions,
        _ => DiffNoise.All,
    };
}
