using Tomlyn.Syntax;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>
/// What TOML 1.1 has and 1.0 has not: <c>\e</c> and <c>\x41</c> in strings, times without seconds, inline tables on several lines or with a comma at the end.
/// Python up to 3.14 reads 1.0, and so do most tools.
/// </summary>
internal static class Toml10
{
    /// <summary>What is newer than 1.0 in a document, the first of it; null for nothing.</summary>
    public static (string What, SyntaxNodeBase Where)? Newer(DocumentSyntax document) =>
        document.Descendants().OfType<SyntaxNode>().Select(node => (What: Newer(node), node)).FirstOrDefault(pair => pair.What is not null) is ({ } what, { } where)
            ? (what, where)
            : null;

    private static string? Newer(SyntaxNode node) => node switch
    {
        StringValueSyntax { Token.Text: ['"', ..] text } when HasNewEscape(text) => "Unescaped '\\' in a string",
        DateTimeValueSyntax { Token.Text: string text } when IsWithoutSeconds(text) => "Time without seconds",
        InlineTableSyntax table when table.Span.Start.Line != table.Span.End.Line && HasLineBreak(table) => "Unclosed inline table",
        InlineTableSyntax { Items: var items } when items.LastOrDefault()?.Comma is not null => "Inline table ends with a comma",
        _ => null,
    };

    private static bool HasNewEscape(string text)
    {
        for (int at = text.IndexOf('\\', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('\\', at + 2))
        {
            if (text[at + 1] is 'e' or 'x')
            {
                return true;
            }
        }

        return false;
    }

    // 07:32, 1979-05-27T07:32Z
    private static bool IsWithoutSeconds(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && (colon + 3 >= text.Length || text[colon + 3] != ':');
    }

    // Lines inside of its values do not count: those of lists and long strings.
    private static bool HasLineBreak(InlineTableSyntax table)
    {
        int line = table.Span.Start.Line;
        foreach (InlineTableItemSyntax item in table.Items)
        {
            if (item.Span.Start.Line != line || item.KeyValue is not { } pair || pair.Key!.Span.Start.Line != pair.Value!.Span.Start.Line)
            {
                return true;
            }

            line = pair.Value.Span.End.Line;
        }

        return table.CloseBrace!.Span.Start.Line != line;
    }
}
