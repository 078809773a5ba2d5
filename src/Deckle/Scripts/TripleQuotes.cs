namespace Deckle.Scripts;

/// <summary>Markdown in a Python script as a string in three quotes instead of comments; <c>cell_marker</c> of its cell says how.</summary>
internal static class TripleQuotes
{
    /// <summary>The text inside, and the marker; null for a cell that is no such string.</summary>
    public static (string Text, string Marker)? Read(IEnumerable<string> lines)
    {
        string content = string.Join('\n', lines).Trim();
        string prefix = content.StartsWith('r') || content.StartsWith('R') ? content[..1] : "";
        foreach (string quotes in (ReadOnlySpan<string>)["\"\"\"", "'''"])
        {
            string left = prefix + quotes;
            string right = quotes;
            if (!content.StartsWith(left, StringComparison.Ordinal) || !content.EndsWith(right, StringComparison.Ordinal) || content.Length < left.Length + right.Length)
            {
                continue;
            }

            string text = content[left.Length..^right.Length];
            if (text.Contains(quotes, StringComparison.Ordinal))
            {
                return null;
            }

            if (text.StartsWith('\n'))
            {
                (text, left) = (text[1..], left + "\n");
            }

            if (text.EndsWith('\n'))
            {
                (text, right) = (text[..^1], "\n" + right);
            }

            bool isUsual = left.EndsWith('\n') && right.StartsWith('\n');
            return (text, isUsual ? left[..^1] : $"{left},{right}");
        }

        return null;
    }

    /// <summary>The lines of the string; null where the marker is none, or the text would end the string.</summary>
    public static IReadOnlyList<string>? Write(string text, string marker)
    {
        string bare = marker.TrimStart('r', 'R');
        string[] sides = marker.Split(',', 2);
        string left = sides.Length == 2 ? sides[0] : marker + "\n";
        string right = sides.Length == 2 ? sides[1] : "\n" + bare;
        if (text.Contains('\\') && left[0] is not ('r' or 'R'))
        {
            left = "r" + left;
        }

        string[] lines = $"{left}{text}{right}".Split('\n');

        // Read back, so that neither quotes in the text nor an odd marker can lose anything.
        bool isString = bare.StartsWith("\"\"\"", StringComparison.Ordinal) || bare.StartsWith("'''", StringComparison.Ordinal);
        return isString && Read(lines)?.Text == text && !text.EndsWith('\\') && !text.EndsWith(bare[0]) ? lines : null;
    }
}
