using Deckle.Json;

namespace Deckle.Tool.Settings;

/// <summary>A key that settings files may have, the variable and the option of the same meaning.</summary>
/// <param name="Table">The TOML table, such as <c>strip</c>.</param>
/// <param name="Key">The name in it, in kebab case.</param>
/// <param name="Description">What it does, one sentence; help and documentation are made of it.</param>
internal sealed record Setting(string Table, string Key, SettingKind Kind, string Description)
{
    /// <summary>The value where nobody sets one; null where the command or the notebook decides.</summary>
    public JsonValue? Default { get; init; }

    /// <summary>What a <see cref="SettingKind.Choice"/> chooses from, or the words that a list may have; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The option's names; by default one of the key's name. Empty where there is none.</summary>
    public IReadOnlyList<string> Options { get; init; } = [$"--{Key}"];

    /// <summary>The value of the option where it is given without one; null where it takes one.</summary>
    public string? Bare { get; init; } = Kind == SettingKind.Boolean ? "true" : null;

    /// <summary><c>strip.keep-output</c>.</summary>
    public string Name => $"{Table}.{Key}";

    /// <summary><c>DECKLE_STRIP_KEEP_OUTPUT</c>.</summary>
    public string Variable => $"{Prefix(Table)}{Key.Replace('-', '_').ToUpperInvariant()}";

    /// <summary>What the variables of a table's settings begin with.</summary>
    public static string Prefix(string table) => $"DECKLE_{table.ToUpperInvariant()}_";
}
