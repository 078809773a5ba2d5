namespace Deckle.Tool.Settings;

/// <summary>What the value of a setting is.</summary>
internal enum SettingKind
{
    Boolean,

    /// <summary>A whole number, not negative.</summary>
    Integer,

    /// <summary>A number, not negative.</summary>
    Number,

    /// <summary>A number of characters: <c>500</c>, <c>10k</c>, <c>2m</c>, <c>1g</c>, by thousands as nbstripout counts. Held as a number.</summary>
    Size,

    /// <summary>A length of time: <c>90</c> (seconds), <c>30m</c>, <c>1h30m</c>. Held as seconds.</summary>
    Duration,

    Text,

    /// <summary>One of the setting's <see cref="Setting.Choices"/>.</summary>
    Choice,

    /// <summary>A list of texts; on the command line and in the environment words with spaces between them.</summary>
    Texts,

    /// <summary>A list of keys to strip, such as <c>metadata.widgets</c> and <c>cell.metadata.collapsed</c>.</summary>
    Keys,

    /// <summary>A file, relative to the folder of the settings file; elsewhere to the current folder. Held as a full path.</summary>
    Path,
}
