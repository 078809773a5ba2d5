namespace Deckle.Tool.Rendering.Sanitizing;

internal enum HtmlTokenKind
{
    Text,
    Start,
    End,

    /// <summary>Comments, doctypes, processing instructions, and what is broken beyond repair.</summary>
    Nothing,
}
