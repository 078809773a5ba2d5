using System.Collections;
using System.Collections.Concurrent;

namespace Deckle.Tool.Settings;

/// <summary>
/// Finds the settings that hold for a path: the environment's over those of the nearest settings file. Folders are looked through from the path's own
/// up to the top of its repository, or of the file system where it is in none. One search reads a settings file once.
/// </summary>
internal sealed class SettingsSearch
{
    private readonly ConcurrentDictionary<string, SettingsFile?> nearest = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<SettingValue>> variables;

    public SettingsSearch()
        : this(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => new KeyValuePair<string, string>((string)entry.Key, (string)entry.Value!)))
    {
    }

    public SettingsSearch(IEnumerable<KeyValuePair<string, string>> environment) =>
        variables = new(() => [.. environment.Select(Variable).OfType<SettingValue>()]);

    /// <summary>The settings for a file, which need not exist; for stdin and what lies in a store those of the current folder.</summary>
    /// <exception cref="DeckleException">As <see cref="SettingsFile.In"/>; the same errors for variables.</exception>
    public SettingSet For(string path)
    {
        if (StorePath.LocalFolder(path) is not { } folder)
        {
            return ForFolder(".");
        }

        SettingsFile? file = Nearest(folder);
        return new SettingSet([.. file?.Values ?? [], .. Ruled(file, Path.GetFullPath(path)), .. variables.Value]) { File = file };
    }

    /// <summary>The settings in a folder for what no rule means.</summary>
    /// <inheritdoc cref="For"/>
    public SettingSet ForFolder(string folder)
    {
        SettingsFile? file = Nearest(Path.GetFullPath(folder));
        return new SettingSet([.. file?.Values ?? [], .. variables.Value]) { File = file };
    }

    private SettingsFile? Nearest(string folder) => nearest.GetOrAdd(
        folder,
        _ => SettingsFile.In(folder) ?? (IsTop(folder) || Path.GetDirectoryName(folder) is not { } parent ? null : Nearest(parent)));

    // A folder, or in worktrees and submodules a file.
    private static bool IsTop(string folder) => Path.Exists(Path.Combine(folder, ".git"));

    private static IEnumerable<SettingValue> Ruled(SettingsFile? settings, string path) => settings is { Rules.Count: > 0 }
        ? settings.Rules.Where(rule => PathPattern.Matches(rule.Paths, Path.GetRelativePath(settings.Folder, path))).SelectMany(rule => rule.Values)
        : [];

    private static SettingValue? Variable(KeyValuePair<string, string> variable)
    {
        if (KnownSettings.Tables.FirstOrDefault(table => variable.Key.StartsWith(Setting.Prefix(table), StringComparison.Ordinal)) is not { } table)
        {
            return null;
        }

        Setting setting = KnownSettings.All.FirstOrDefault(known => known.Variable == variable.Key)
            ?? throw SettingsErrors.Unknown("environment", "variable", variable.Key, [.. KnownSettings.All.Where(known => known.Table == table).Select(known => known.Variable)]);
        return SettingSyntax.FromText(setting, variable.Value, Path.GetFullPath(".")) is { } value
            ? new SettingValue(setting, value, SettingOrigin.Environment, setting.Variable)
            : throw SettingsErrors.WrongValue(setting.Variable, setting, $"'{variable.Value}'");
    }
}
