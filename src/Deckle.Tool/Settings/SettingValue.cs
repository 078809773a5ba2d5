using Deckle.Json;

namespace Deckle.Tool.Settings;

/// <summary>A setting's value, and where it comes from.</summary>
/// <param name="Value">Of the setting's kind; null where nobody decided.</param>
/// <param name="Place">File and line, the variable or the option; empty for a default.</param>
internal sealed record SettingValue(Setting Setting, JsonValue? Value, SettingOrigin Origin, string Place);
