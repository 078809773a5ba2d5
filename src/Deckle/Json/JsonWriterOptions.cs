namespace Deckle.Json;

/// <summary>How JSON is laid out: the settings of Python's <c>json.dumps</c> that notebooks need.</summary>
public sealed record JsonWriterOptions
{
    /// <summary>One line, <c>", "</c> and <c>": "</c> between, keys in their own order.</summary>
    public static JsonWriterOptions Compact { get; } = new();

    /// <summary>nbformat 4: one space a level, sorted keys, UTF-8.</summary>
    public static JsonWriterOptions Notebook { get; } = new() { Indent = 1, SortKeys = true };

    /// <summary>Spaces a level; null for one line.</summary>
    public int? Indent { get; init; }

    /// <summary>Whether keys are sorted by code point.</summary>
    public bool SortKeys { get; init; }

    /// <summary>Whether everything beyond ASCII is escaped, as nbformat 1 to 3 do.</summary>
    public bool AsciiOnly { get; init; }

    /// <summary>What stands between two values on one line. Python's default is <c>", "</c>.</summary>
    public string Separator { get; init; } = ", ";

    /// <summary>What stands between a key and its value.</summary>
    public string KeySeparator { get; init; } = ": ";
}
