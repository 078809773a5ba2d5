namespace Deckle.Tool.Rendering.Pages;

/// <summary>The colours of a page.</summary>
internal enum PageTheme
{
    /// <summary>What the reader's system prefers.</summary>
    Auto,
    Light,
    Dark,
}
