using Deckle.Json;
using Tomlyn.Parsing;
using Tomlyn.Syntax;
using TomlPosition = Tomlyn.Syntax.TextPosition;

namespace Deckle.Tool.Settings;

/// <summary>Puts together what TOML allows to write in many places: tables, dotted keys, inline tables.</summary>
internal static class TomlTree
{
    /// <exception cref="DeckleException"><c>settings-not-toml</c>.</exception>
    public static TomlNode Read(string file, string text)
    {
        DocumentSyntax document = SyntaxParser.Parse(text, file, validate: true);
        if (document.Diagnostics.FirstOrDefault(message => message.Kind == DiagnosticMessageKind.Error) is { } error)
        {
            throw SettingsErrors.NotToml($"{file}:{error.Span.Start.Line + 1}:{error.Span.Start.Column + 1}", error.Message);
        }

        var root = new TomlNode(1, 1);
        Add(root, document.KeyValues);
        foreach (TableSyntaxBase table in document.Tables)
        {
            bool isOneOfMany = table is TableArraySyntax;
            (string[] keys, TomlPosition start) = (Parts(table.Name!), table.Name!.Span.Start);
            TomlNode place = Below(root, keys.AsSpan()[..(isOneOfMany ? ^1 : ^0)], start);
            if (isOneOfMany)
            {
                place = Next(Child(place, keys[^1], start), start);
            }

            Add(place, table.Items);
        }

        return root;
    }

    private static void Add(TomlNode table, IEnumerable<SyntaxNode> items)
    {
        foreach (KeyValueSyntax item in items.OfType<KeyValueSyntax>())
        {
            string[] keys = Parts(item.Key!);
            TomlPosition start = item.Key!.Span.Start;
            TomlNode place = Below(table, keys.AsSpan()[..^1], start);
            if (item.Value is InlineTableSyntax inline)
            {
                AddInline(Child(place, keys[^1], start), inline);
            }
            else if (item.Value is ArraySyntax { Items: { ChildrenCount: > 0 } list } && list.All(element => element.Value is InlineTableSyntax))
            {
                TomlNode many = Child(place, keys[^1], start);
                foreach (ArrayItemSyntax element in list)
                {
                    AddInline(Next(many, element.Span.Start), (InlineTableSyntax)element.Value!);
                }
            }
            else
            {
                place.Members.Add((keys[^1], new TomlNode(start.Line + 1, start.Column + 1) { Value = Value(item.Value) }));
            }
        }
    }

    private static void AddInline(TomlNode table, InlineTableSyntax inline) => Add(table, inline.Items.Select(item => item.KeyValue!));

    // A list of tables is entered by its last one, as TOML says.
    private static TomlNode Below(TomlNode table, ReadOnlySpan<string> keys, TomlPosition start)
    {
        foreach (string key in keys)
        {
            table = Child(table, key, start);
            table = table.Tables.Count > 0 ? table.Tables[^1] : table;
        }

        return table;
    }

    private static TomlNode Child(TomlNode table, string key, TomlPosition start)
    {
        if (table[key] is not { } child)
        {
            child = new TomlNode(start.Line + 1, start.Column + 1);
            table.Members.Add((key, child));
        }

        return child;
    }

    private static TomlNode Next(TomlNode many, TomlPosition start)
    {
        var table = new TomlNode(start.Line + 1, start.Column + 1);
        many.Tables.Add(table);
        return table;
    }

    private static string[] Parts(KeySyntax key) => [Name(key.Key!), .. key.DotKeys.Select(dotted => Name(dotted.Key!))];

    private static string Name(BareKeyOrStringValueSyntax part) => part is StringValueSyntax quoted ? quoted.Value! : ((BareKeySyntax)part).Key!.Text!;

    private static JsonValue Value(ValueSyntax? value) => value switch
    {
        StringValueSyntax text => text.Value!,
        BooleanValueSyntax boolean => boolean.Value,
        IntegerValueSyntax number => number.Value,
        FloatValueSyntax number => number.Value,
        ArraySyntax list => JsonArray.From(list.Items.Select(item => Value(item.Value))),
        // No setting is a time; what stands there is told as no value of its kind.
        _ => JsonNull.Value,
    };
}
