namespace Deckle.Tool.Settings;

/// <summary>Values for some paths only: <c>[[strip.rule]]</c>.</summary>
/// <param name="Paths">Which, relative to the settings file.</param>
internal sealed record SettingsRule(IReadOnlyList<PathPattern> Paths, IReadOnlyList<SettingValue> Values);
