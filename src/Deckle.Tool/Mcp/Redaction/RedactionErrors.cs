namespace Deckle.Tool.Mcp.Redaction;

/// <summary>The errors of writing what was read without its secrets.</summary>
internal static class RedactionErrors
{
    public static DeckleException Unclear(string mark, bool isKnown) =>
        new(
            "secret-mark-unclear",
            isKnown ? $"the text holds {mark}, which hides more than one secret of this notebook; nothing was written" : $"the text holds {mark}, which hides nothing in this notebook; nothing was written",
            isKnown ? "leave the lines with the mark as they are, and change what is around them: replace_text with a text that does not hold it" : "write code that reads the secret when it runs, such as from the environment");
}
