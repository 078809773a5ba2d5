using Deckle.Json;
using Deckle.Text;

namespace Deckle.Tool.Settings;

/// <summary>Errors of settings files and variables.</summary>
internal static class SettingsErrors
{
    /// <param name="place">File, line and column.</param>
    public static DeckleException NotToml(string place, string reason) =>
        new("settings-not-toml", $"{place}: not TOML: {OneLine(reason)}", "repair the file; https://toml.io shows how TOML is written");

    /// <param name="kind">"key", "table" or "variable".</param>
    public static DeckleException Unknown(string place, string kind, string name, IReadOnlyList<string> known) =>
        new("settings-unknown", $"{place}: unknown {kind} '{name}'", "`deckle settings` lists all settings")
        {
            Facts = NearestName.Of(name, known) is { } meant ? [("did you mean", meant)] : [("available", string.Join(", ", known))],
        };

    public static DeckleException WrongValue(string place, Setting setting, string value) =>
        new("settings-value", $"{place}: {value} is not {SettingSyntax.Expected(setting)}", $"{setting.Name}: {setting.Description}");

    /// <summary>A table where a value should stand, or the other way round.</summary>
    /// <param name="expected">What should stand there.</param>
    public static DeckleException WrongShape(string place, string name, string expected) =>
        new("settings-value", $"{place}: {name} is not {expected}", "`deckle settings` lists all settings");

    public static DeckleException Unreadable(string file, string reason) =>
        new("settings-unreadable", $"cannot read the settings file '{file}': {reason}", "make it readable, or move it away") { Kind = ErrorKind.Unavailable };

    public static string Shown(JsonValue value) => value is JsonNull ? "the value" : value.ToString();

    // The parser quotes parts of the document, whole tables too.
    private static string OneLine(string reason)
    {
        string line = reason.Split(" with `")[0].Split('\n')[0];
        return line.Length > 200 ? $"{line[..200]}…" : line;
    }
}
