using Deckle.Json;

namespace Deckle.Tool.Settings;

/// <summary>All settings as they are for one path.</summary>
internal sealed class SettingSet
{
    private readonly Dictionary<string, SettingValue> values = new(StringComparer.Ordinal);

    /// <param name="set">What was set, the weaker before the stronger.</param>
    public SettingSet(IEnumerable<SettingValue> set)
    {
        foreach (SettingValue value in set)
        {
            values[value.Setting.Name] = value;
        }
    }

    /// <summary>The settings file that holds; null where there is none.</summary>
    public SettingsFile? File { get; init; }

    /// <summary>One for each known setting, in their order.</summary>
    public IEnumerable<SettingValue> All => KnownSettings.All.Select(setting => this[setting.Name]);

    /// <param name="name">Such as <c>strip.keep-output</c>, one of <see cref="KnownSettings"/>.</param>
    public SettingValue this[string name] =>
        values.GetValueOrDefault(name)
        ?? (KnownSettings.Find(name) is { } setting ? new SettingValue(setting, setting.Default, SettingOrigin.Default, "") : throw new ArgumentException($"no setting is called {name}", nameof(name)));

    /// <summary>These settings with what the command line says.</summary>
    public SettingSet With(IEnumerable<SettingValue> options) => new(values.Values.Concat(options)) { File = File };

    public bool? Boolean(string name) => (this[name].Value as JsonBoolean)?.Value;

    public bool IsOn(string name) => Boolean(name) ?? false;

    public long? Integer(string name) => this[name].Value is JsonNumber number && number.TryGetInt64(out long value) ? value : null;

    public double? Number(string name) => (this[name].Value as JsonNumber)?.ToDouble();

    public string? Text(string name) => (this[name].Value as JsonString)?.Text;

    public IReadOnlyList<string>? Texts(string name) => this[name].Value is JsonArray list ? [.. list.OfType<JsonString>().Select(item => item.Text)] : null;

    public TimeSpan? Duration(string name) => Number(name) is double seconds ? TimeSpan.FromSeconds(seconds) : null;
}
