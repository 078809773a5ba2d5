using Tomlyn.Syntax;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>
/// Says which key or table of a TOML document is defined twice, or inside of a value. The parser's own validation mixes up the tables of a
/// list: after <c>[[a]]</c>, <c>[a.b]</c>, <c>[[a]]</c> it does not let <c>b = 1</c> pass.
/// </summary>
internal sealed class TomlKeys
{
    private readonly TomlPlace root = TomlPlace.Table();
    private readonly List<TomlPlace> dotted = [];

    /// <summary>The first trouble and where; null for none.</summary>
    public static (string What, SyntaxNodeBase Where)? Trouble(DocumentSyntax document) => new TomlKeys().Check(document);

    private (string What, SyntaxNodeBase Where)? Check(DocumentSyntax document)
    {
        if (Check(root, document.KeyValues) is { } first)
        {
            return first;
        }

        foreach (TableSyntaxBase table in document.Tables)
        {
            // Tables that dotted keys made stay open as long as the table goes on that the keys stand in.
            dotted.ForEach(place => place.IsClosed = true);
            dotted.Clear();
            (TomlPlace? place, string? what) = Open(Parts(table.Name!), table is TableArraySyntax);
            if (place is null)
            {
                return (what!, table.Name!);
            }

            if (Check(place, table.Items) is { } trouble)
            {
                return trouble;
            }
        }

        return null;
    }

    private (TomlPlace? Place, string? What) Open(string[] parts, bool isInList)
    {
        TomlPlace above = root;
        foreach (string part in parts[..^1])
        {
            above = Child(above, part);
            above = above.Tables?[^1] ?? above;
            if (above.Members is null)
            {
                return (null, "Cannot overwrite a value");
            }
        }

        if (!above.Members!.TryGetValue(parts[^1], out TomlPlace? place))
        {
            place = isInList ? TomlPlace.List() : TomlPlace.Table();
            above.Members.Add(parts[^1], place);
        }
        else if (place.Members is null || (isInList && place.Tables is null))
        {
            return (null, "Cannot overwrite a value");
        }
        else if (!isInList && place.IsClosed)
        {
            return (null, $"Cannot declare {string.Join('.', parts)} twice");
        }

        place.IsClosed = true;
        place.Tables?.Add(TomlPlace.Table());
        return (place.Tables?[^1] ?? place, null);
    }

    private (string What, SyntaxNodeBase Where)? Check(TomlPlace table, IEnumerable<KeyValueSyntax> pairs)
    {
        foreach (KeyValueSyntax pair in pairs)
        {
            string[] parts = Parts(pair.Key!);
            TomlPlace above = table;
            foreach (string part in parts[..^1])
            {
                above = Child(above, part);
                if (above.Members is null || above.IsClosed)
                {
                    return (above.Members is null ? "Cannot overwrite a value" : $"Cannot redefine namespace {part}", pair.Key!);
                }

                dotted.Add(above);
            }

            if (!above.Members!.TryAdd(parts[^1], TomlPlace.Value))
            {
                return ("Cannot overwrite a value", pair.Key!);
            }

            if (Check(pair.Value) is { } inside)
            {
                return inside;
            }
        }

        return null;
    }

    private static (string What, SyntaxNodeBase Where)? Check(ValueSyntax? value) => value switch
    {
        InlineTableSyntax table => new TomlKeys().Check(TomlPlace.Table(), table.Items.Select(item => item.KeyValue!)),
        ArraySyntax list => list.Items.Select(item => Check(item.Value)).FirstOrDefault(trouble => trouble is not null),
        _ => null,
    };

    private static TomlPlace Child(TomlPlace table, string key)
    {
        if (!table.Members!.TryGetValue(key, out TomlPlace? child))
        {
            child = TomlPlace.Table();
            table.Members.Add(key, child);
        }

        return child;
    }

    private static string[] Parts(KeySyntax key) => [Name(key.Key!), .. key.DotKeys.Select(part => Name(part.Key!))];

    private static string Name(BareKeyOrStringValueSyntax part) => part is StringValueSyntax quoted ? quoted.Value! : ((BareKeySyntax)part).Key!.Text!;
}
