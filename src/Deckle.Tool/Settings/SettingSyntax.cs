using System.Globalization;
using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Tool.Settings;

/// <summary>Reads values of settings; what the same setting holds is the same, wherever it was written.</summary>
internal static class SettingSyntax
{
    private static readonly string[] True = ["true", "yes", "on", "1"];
    private static readonly string[] False = ["false", "no", "off", "0"];
    // As nbstripout's lists in one argument; commas too, which no name of a key or type has.
    private static readonly char[] Space = [' ', '\t', '\n', '\r', ','];

    /// <summary>The value that a variable or an option has as text; null where it is none of this setting.</summary>
    /// <param name="folder">What paths are relative to.</param>
    public static JsonValue? FromText(Setting setting, string text, string folder) => setting.Kind switch
    {
        SettingKind.Boolean when True.Contains(text, StringComparer.OrdinalIgnoreCase) => JsonBoolean.True,
        SettingKind.Boolean when False.Contains(text, StringComparer.OrdinalIgnoreCase) => JsonBoolean.False,
        SettingKind.Integer => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null,
        SettingKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? FromValue(setting, number, folder) : null,
        SettingKind.Texts or SettingKind.Keys => FromValue(setting, JsonArray.From(text.Split(Space, StringSplitOptions.RemoveEmptyEntries)), folder),
        _ => FromValue(setting, text, folder),
    };

    /// <summary>The value that a settings file has; null where it is none of this setting.</summary>
    /// <inheritdoc cref="FromText"/>
    public static JsonValue? FromValue(Setting setting, JsonValue value, string folder) => (setting.Kind, value) switch
    {
        (SettingKind.Boolean, JsonBoolean) => value,
        (SettingKind.Integer or SettingKind.Size, JsonNumber number) => number.TryGetInt64(out long whole) && whole >= 0 ? value : null,
        (SettingKind.Number, JsonNumber number) => number.ToDouble() is >= 0 and < double.PositiveInfinity ? value : null,
        (SettingKind.Duration, JsonNumber number) => number.ToDouble() is > 0 and < 1e9 ? value : null,
        (SettingKind.Size, JsonString text) => Size(text.Text) is long size ? size : null,
        (SettingKind.Duration, JsonString text) => DurationOption.Seconds(text.Text) is double seconds ? seconds : null,
        (SettingKind.Text, JsonString) => value,
        (SettingKind.Choice, JsonString text) => setting.Choices.Contains(text.Text) ? value : null,
        (SettingKind.Path, JsonString { Text.Length: > 0 } text) => Path.GetFullPath(text.Text, folder),
        // One text is a list of one.
        (SettingKind.Texts or SettingKind.Keys, JsonString) => FromValue(setting, JsonArray.Create([value]), folder),
        (SettingKind.Texts, JsonArray list) => list.All(item => item is JsonString word && (setting.Choices.Count == 0 || setting.Choices.Contains(word.Text))) ? value : null,
        (SettingKind.Keys, JsonArray list) => list.All(item => item is JsonString key && StripKey.IsValid(key.Text)) ? value : null,
        _ => null,
    };

    /// <summary>What a value must be, as it reads after "is not".</summary>
    public static string Expected(Setting setting) => setting.Kind switch
    {
        SettingKind.Boolean => "true or false",
        SettingKind.Integer => "a whole number",
        SettingKind.Number => "a number from 0 on",
        SettingKind.Size => "a size such as 500, 10k or 2m",
        SettingKind.Duration => "a duration such as 90, 90s, 30m or 1h30m",
        SettingKind.Choice => $"one of {string.Join(", ", setting.Choices)}",
        SettingKind.Texts when setting.Choices.Count > 0 => $"a list of {string.Join(", ", setting.Choices)}",
        SettingKind.Texts => "a list of texts",
        SettingKind.Keys => "a list of keys that begin with metadata. or cell.",
        SettingKind.Path => "the path of a file",
        _ => "a text",
    };

    private static long? Size(string text)
    {
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? text.Length : end;
        long unit = text[digits..].ToUpperInvariant() switch { "" => 1, "K" => 1_000, "M" => 1_000_000, "G" => 1_000_000_000, _ => 0 };
        return unit > 0 && int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count * unit : null;
    }
}
