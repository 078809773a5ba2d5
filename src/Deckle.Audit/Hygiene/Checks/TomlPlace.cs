namespace Deckle.Audit.Hygiene.Checks;

/// <summary>What stands under a key of a TOML document: a table, a list of tables, or a value, which nothing can be added to.</summary>
internal sealed class TomlPlace
{
    private TomlPlace(bool isValue, List<TomlPlace>? tables)
    {
        Members = isValue ? null : [];
        Tables = tables;
    }

    public static TomlPlace Value { get; } = new(isValue: true, null);

    /// <summary>Null for a value.</summary>
    public Dictionary<string, TomlPlace>? Members { get; }

    /// <summary>The tables of <c>[[a]]</c>; null for anything else.</summary>
    public List<TomlPlace>? Tables { get; }

    /// <summary>Whether it has a header of its own, or was made by dotted keys of a table that is complete: neither can be taken up again.</summary>
    public bool IsClosed { get; set; }

    public static TomlPlace Table() => new(isValue: false, null);

    public static TomlPlace List() => new(isValue: false, []) { IsClosed = true };
}
