namespace Deckle.Tool;

/// <param name="Text">Markdown: cause, example, remedy.</param>
internal sealed record ErrorPage(string Code, string Text)
{
    public static ErrorPage Parse(string section)
    {
        string[] parts = section.Split('\n', 2);
        return new(parts[0].Trim(), parts.Length > 1 ? parts[1].Trim() : "");
    }

    /// <summary>The first sentence, for a list.</summary>
    public string Summary
    {
        get
        {
            string line = Text.Replace('\n', ' ');
            int end = line.IndexOf(". ", StringComparison.Ordinal);
            return end < 0 ? line : line[..(end + 1)];
        }
    }
}
