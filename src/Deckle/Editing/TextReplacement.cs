namespace Deckle.Editing;

/// <summary>Replaces a piece of a source that stands in it exactly once.</summary>
internal static class TextReplacement
{
    private const int MostShown = 10;

    /// <param name="cell">The cell's name, for errors.</param>
    /// <exception cref="DeckleException"><c>text-not-found</c>, <c>text-not-unique</c> with the lines of the matches.</exception>
    public static string In(string source, string before, string after, string cell)
    {
        if (before.Length == 0)
        {
            throw EditErrors.EmptyText(cell);
        }

        int first = source.IndexOf(before, StringComparison.Ordinal);
        if (first < 0)
        {
            throw EditErrors.NoText(cell, NearLine(source, before));
        }

        // Matches that overlap count: which one is meant is no clearer by that.
        var lines = new List<int>();
        for (int at = first; at >= 0; at = source.IndexOf(before, at + 1, StringComparison.Ordinal))
        {
            lines.Add(source.AsSpan(0, at).Count('\n') + 1);
        }

        return lines.Count == 1
            ? string.Concat(source.AsSpan(0, first), after, source.AsSpan(first + before.Length))
            : throw EditErrors.SeveralTexts(cell, lines.Count, [.. lines.Take(MostShown)]);
    }

    // What agents miss is mostly white space: indentation, tabs, ends of lines.
    private static string? NearLine(string source, string before)
    {
        string[] lines = source.Split('\n');
        string? wanted = before.Split('\n').Select(Squeezed).FirstOrDefault(line => line.Length > 0);
        int at = wanted is null ? -1 : Array.FindIndex(lines, line => Squeezed(line).Contains(wanted, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : $"line {at + 1}: {lines[at]}";
    }

    private static string Squeezed(string line) => string.Concat(line.Where(letter => !char.IsWhiteSpace(letter)));
}
