using Deckle.Json;

namespace Deckle.Tool.Settings;

/// <summary>A part of a TOML document with its place: a value, a table, or a list of tables.</summary>
/// <param name="Line">Of its key, from 1.</param>
/// <param name="Column">Of its key, from 1.</param>
internal sealed record TomlNode(int Line, int Column)
{
    /// <summary>A scalar, or a list of them; null for a table and a list of tables.</summary>
    public JsonValue? Value { get; init; }

    /// <summary>What a table holds, in order of the document.</summary>
    public List<(string Key, TomlNode Node)> Members { get; } = [];

    /// <summary>The tables of <c>[[name]]</c>, or of a list of inline tables.</summary>
    public List<TomlNode> Tables { get; } = [];

    public bool IsTable => Value is null && Tables.Count == 0;

    public TomlNode? this[string key] => Members.Find(member => member.Key == key).Node;
}
